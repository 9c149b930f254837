import { isObject, pointerTo } from '@batch-status/json-schema';

import type { Part } from './conjunction.ts';
import type { Fact } from './fact.ts';

/** Whitespace in a rule, and texts, in which whitespace counts. */
const tokens = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\s+/g;

/** The rules (`x-validations`) of schemas, without their messages. */
export function ruleFacts(parts: readonly Part[]): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const { pointer, schema } of parts) {
    const rules: unknown = schema['x-validations'];
    if (!Array.isArray(rules)) continue;
    for (const [index, written] of (rules as unknown[]).entries()) {
      if (!isObject(written) || typeof written['rule'] !== 'string') continue;
      const { rule, severity = 'error' } = written;
      const at = pointerTo(pointer, 'x-validations', index);
      facts.set(`rule ${normalizedRule(rule)}`, { value: String(severity), pointers: [at] });
    }
  }
  return facts;
}

/** A rule without whitespace that means nothing. */
export function normalizedRule(rule: string): string {
  return rule.replaceAll(tokens, (text) => (/^\s/.test(text) ? ' ' : text)).trim();
}
