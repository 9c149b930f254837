import type { Finding } from '@batch-status/conformance';
import { rules } from '@batch-status/conformance/analysis';

import { InputError } from '../../input-error.ts';

/**
 * Which findings are reported.
 *
 * @param names The names of rules. Default: every rule.
 * @throws InputError if a name is not that of a rule.
 */
export function reportedRules(names: readonly string[] | undefined): (finding: Finding) => boolean {
  if (!names) return () => true;
  const known: readonly string[] = rules;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `There is no rule ${JSON.stringify(unknown)}. The rules are: ${rules.join(', ')}.`,
    );
  }
  // What was not checked could break any rule.
  const chosen = new Set([...names, 'not-checked']);
  return ({ rule }) => chosen.has(rule);
}
