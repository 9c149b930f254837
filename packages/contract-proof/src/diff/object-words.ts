import { isObject, pointerTo } from '@batch-status/json-schema';

import { canonical } from '../comparison/canonical.ts';
import type { Found } from './found.ts';

/** What parts of a contract other than schemas say to people. */
const words = [
  'bearerFormat',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'links',
  'summary',
  'title',
];

/** Reports where the text for people of two parts differs. */
export function compareWords(
  found: Found,
  name: string,
  operation: string | undefined,
  at: { base: string; revision: string },
): void {
  const [before, after] = [
    { contract: found.base, ...found.base.resolve(at.base) },
    { contract: found.revision, ...found.revision.resolve(at.revision) },
  ];
  const [old, now] = [before.value, after.value];
  if (!isObject(old) || !isObject(now)) return;
  const extensions = Object.keys({ ...old, ...now }).filter((key) => key.startsWith('x-'));
  for (const key of [...words, ...extensions]) {
    const [text, other] = [old[key], now[key]].map((value) =>
      value === undefined || value === false ? undefined : canonical(value),
    );
    if (text === other) continue;
    const what = text === undefined ? 'added' : other === undefined ? 'removed' : 'changed';
    found.addWording(`${name}: ${key} ${what}`, operation, {
      ...(text === undefined ? {} : { base: pointerTo(before.pointer, key) }),
      ...(other === undefined ? {} : { revision: pointerTo(after.pointer, key) }),
    });
  }
}
