import {
  isObject,
  keywordsOf,
  kindOf,
  pointerTo,
  schemaBelow,
  type LocatedSchema,
} from '@batch-status/json-schema';

import type { Problem } from './problem.ts';

/** The keyword of a schema beside which its rules stand. */
export const keyword = 'x-validations';

/** A broken error fails whoever is judged; a broken warning is told. */
export type Severity = 'error' | 'warning';

/** A rule as it is written. */
export interface WrittenRule {
  rule: string;
  message: string;
  fieldPath?: string;
  severity: Severity;
  pointer: string;
}

const members = new Set(['rule', 'message', 'fieldPath', 'severity']);
const form = 'a rule is { rule, message, fieldPath?, severity? }';

/** The rules beside a schema, as far as they are well-formed. */
export function rulesBeside(schema: LocatedSchema): { rules: WrittenRule[]; problems: Problem[] } {
  const { schema: list, pointer } = schemaBelow(schema, keyword) ?? { schema: [], pointer: '' };
  if (!Array.isArray(list)) {
    const message = `${keyword} is ${kindOf(list)}, but has to be a list of rules; ${form}`;
    return { rules: [], problems: [{ message, pointer }] };
  }
  const rules: WrittenRule[] = [];
  const problems: Problem[] = [];
  for (const index of list.keys()) {
    const place = schemaBelow({ schema: list, pointer }, index)!;
    const found = [...malformations(place)];
    problems.push(...found);
    if (found.length === 0) rules.push(written(place));
  }
  return { rules, problems };
}

function written(place: LocatedSchema): WrittenRule {
  const { severity = 'error', ...rule } = keywordsOf(place);
  return { ...rule, severity, pointer: place.pointer } as WrittenRule;
}

function* malformations(place: LocatedSchema): Generator<Problem> {
  const { schema, pointer } = place;
  if (!isObject(schema)) {
    yield { message: `This is ${kindOf(schema)}; ${form}`, pointer };
    return;
  }
  for (const name of Object.keys(schema)) {
    if (members.has(name)) continue;
    yield { message: `A rule has no "${name}"; ${form}`, pointer: pointerTo(pointer, name) };
  }
  for (const name of ['rule', 'message', 'fieldPath']) {
    const text = schema[name];
    if (text === undefined && name === 'fieldPath') continue;
    if (typeof text === 'string' && text.trim() !== '') continue;
    const found = typeof text === 'string' ? 'an empty string' : kindOf(text);
    const at = text === undefined ? pointer : pointerTo(pointer, name);
    yield { message: `"${name}" is ${found}, but has to be a text; ${form}`, pointer: at };
  }
  const { severity } = schema;
  if (severity === undefined || severity === 'error' || severity === 'warning') return;
  const message = `"severity" is neither error nor warning`;
  yield { message, pointer: pointerTo(pointer, 'severity') };
}
