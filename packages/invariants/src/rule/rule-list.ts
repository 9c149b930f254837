import {
  isObject,
  keywordsOf,
  kindOf,
  pointerTo,
  schemaBelow,
  type LocatedSchema,
} from '@batch-status/json-schema';

import type { Diagnostic } from './diagnostic.ts';

/** The keyword of a schema for its rules. */
export const keyword = 'x-validations';

/** A broken `error` rule fails a check. A broken `warning` rule is only reported. */
export type Severity = 'error' | 'warning';

/** A rule as written. */
export interface WrittenRule {
  rule: string;
  message: string;
  fieldPath?: string;
  severity: Severity;
  pointer: string;
}

/** Members of Kubernetes' rules that judge nothing. */
const annotations = ['reason', 'messageExpression'];
const members = new Set(['rule', 'message', 'fieldPath', 'severity', ...annotations]);
const texts = ['rule', 'message', 'fieldPath', ...annotations];
const form = 'write a rule as { rule, message, fieldPath?, severity? }';

/** The well-formed rules of a list, and the diagnostics of the others. */
export function rulesIn({ schema: list, pointer }: LocatedSchema): {
  rules: WrittenRule[];
  diagnostics: Diagnostic[];
} {
  if (!Array.isArray(list)) {
    const message = `"${keyword}" must be a list of rules, found ${kindOf(list)}; ${form}`;
    return { rules: [], diagnostics: [{ message, pointer }] };
  }
  const rules: WrittenRule[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const index of list.keys()) {
    const place = schemaBelow({ schema: list, pointer }, index)!;
    const found = [...malformations(place)];
    diagnostics.push(...found);
    if (found.length === 0) rules.push(written(place));
  }
  return { rules, diagnostics };
}

function written(place: LocatedSchema): WrittenRule {
  const { rule, message, fieldPath, severity = 'error' } = keywordsOf(place);
  return {
    rule,
    message,
    ...(fieldPath !== undefined && { fieldPath }),
    severity,
    pointer: place.pointer,
  } as WrittenRule;
}

function* malformations(place: LocatedSchema): Generator<Diagnostic> {
  const { schema, pointer } = place;
  if (!isObject(schema)) {
    yield { message: `A rule must be an object, found ${kindOf(schema)}; ${form}`, pointer };
    return;
  }
  for (const name of Object.keys(schema)) {
    if (members.has(name)) continue;
    yield { message: `A rule has no member "${name}"; ${form}`, pointer: pointerTo(pointer, name) };
  }
  for (const name of texts) {
    const text = schema[name];
    if (text === undefined && name !== 'rule' && name !== 'message') continue;
    if (typeof text === 'string' && text.trim() !== '') continue;
    const found = typeof text === 'string' ? 'an empty string' : kindOf(text);
    const at = text === undefined ? pointer : pointerTo(pointer, name);
    yield { message: `"${name}" must be text, found ${found}; ${form}`, pointer: at };
  }
  const { severity } = schema;
  if (severity === undefined || severity === 'error' || severity === 'warning') return;
  const message = `"severity" must be error or warning`;
  yield { message, pointer: pointerTo(pointer, 'severity') };
}
