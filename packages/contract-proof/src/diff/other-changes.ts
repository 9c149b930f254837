import { isObject, pointerTo } from '@batch-status/json-schema';

import type { Found } from './found.ts';
import type { OperationPair } from './pair-operations.ts';
import { isSameMeaning } from './same-meaning.ts';

/** What an operation declares that is neither its request nor its responses. */
export function otherChanges(found: Found, { base, revision }: OperationPair, name: string): void {
  const at = {
    base: pointerTo(base.pointer, 'callbacks'),
    revision: pointerTo(revision.pointer, 'callbacks'),
  };
  const [old, now] = [found.base.at(at.base), found.revision.at(at.revision)];
  const sides = {
    base: { contract: found.base, pointer: at.base },
    revision: { contract: found.revision, pointer: at.revision },
  };
  if (isSameMeaning(sides.base, sides.revision)) return;
  found.changes.push({
    verdict: 'undecided',
    direction: 'unknown',
    subject: 'callback',
    what: `callbacks ${isObject(old) ? (isObject(now) ? 'changed' : 'removed') : 'added'}`,
    affects: 'clients and servers',
    operation: name,
    ...(old === undefined ? {} : { base: found.base.locate(at.base) }),
    ...(now === undefined ? {} : { revision: found.revision.locate(at.revision) }),
    witnesses: [],
    why: 'callbacks are not exercised',
  });
}
