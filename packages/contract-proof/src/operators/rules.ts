import { ruleVariants } from '@batch-status/conformance/analysis';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { SchemaMutant } from '../mutants/mutant.ts';

const keyword = 'x-validations';

/** Drops rules, varies their expressions, and flips their severity. */
export function* ruleMutants(schema: JsonObject): Generator<SchemaMutant> {
  const rules: unknown = schema[keyword];
  if (!Array.isArray(rules)) return;
  for (const [index, written] of (rules as unknown[]).entries()) {
    if (!isObject(written) || typeof written['rule'] !== 'string') continue;
    const other = (change: JsonObject): JsonObject => ({
      ...schema,
      [keyword]: rules.with(index, { ...written, ...change }) as unknown[],
    });
    const { message, severity = 'error' } = written;
    const guarantee = String(message).replace(/\.$/, '');
    yield {
      operator: 'drop-rule',
      what: guarantee,
      at: [keyword, index],
      after: { ...schema, [keyword]: rules.toSpliced(index, 1) as unknown[] },
    };
    for (const { rule, change } of ruleVariants(written['rule'])) {
      const at = [keyword, index, 'rule'];
      yield { operator: 'vary-rule', what: `${guarantee}: ${change}`, at, after: other({ rule }) };
    }
    const flipped = severity === 'error' ? 'warning' : 'error';
    yield {
      operator: 'flip-severity',
      what: `${guarantee}: ${String(severity)} → ${flipped}`,
      at: [keyword, index],
      after: other({ severity: flipped }),
    };
  }
}
