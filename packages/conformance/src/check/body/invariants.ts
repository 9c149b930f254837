import {
  compileInvariants,
  countedTogether,
  type Application,
  type Diagnostic,
  type Invariant,
  type Invariants,
} from '@batch-status/invariants';

import type { Contract, Derivation } from '../../contract/contract.ts';
import type { Mismatch } from '../finding/mismatch.ts';

/** By the pointer to their schema. */
type CompiledRules = (pointer: string) => Invariants;

const compiledRules: Derivation<CompiledRules> = {
  compute(contract) {
    const compiled = new Map<string, Invariants>();
    return (pointer) => {
      const known = compiled.get(pointer);
      if (known) return known;
      const invariants = compile(contract, pointer);
      compiled.set(pointer, invariants);
      return invariants;
    };
  },
  part: 'rules',
};

/**
 * The rules (`x-validations`) beside the schema at a pointer and beside the schemas in it.
 *
 * @throws ContractError if one of them cannot be compiled.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { invariantsAt } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * console.log(invariantsAt(contract, '/components/schemas/BatchStatus').rules.length > 0); // true
 * ```
 */
export function invariantsAt(contract: Contract, pointer: string): Invariants {
  const invariants = usableAt(contract, pointer);
  const [first, ...others] = unusableRules(invariants.diagnostics);
  if (!first) return invariants;
  const reasons = others.map((other) => {
    const { file, line, column } = contract.locate(other.pointer);
    return `${file}:${line}:${column}: ${other.message}`;
  });
  throw contract.error(first.pointer, [first.message, ...reasons].join('; '));
}

/** The rules that can be used, also if others cannot. */
function usableAt(contract: Contract, pointer: string): Invariants {
  return contract.derive(compiledRules)(pointer);
}

function reasonOf({ message }: Diagnostic): string {
  return `the rule cannot be used: ${message}`;
}

function compile(contract: Contract, pointer: string): Invariants {
  const schema = contract.at(pointer);
  return compileInvariants({ schema, pointer }, (reference, from) => {
    const target = contract.target(reference, from);
    return { schema: contract.at(target), pointer: target };
  });
}

/** The rules about one body that it breaks, and all that cannot be used. The body must fit the schema. */
export function brokenWithin(contract: Contract, schema: string, body: unknown): Mismatch[] {
  const { rules, diagnostics, within } = usableAt(contract, schema);
  const broken = rules.length > 0 ? mismatchesOf('invariant', within(body)) : [];
  return diagnostics.length > 0 ? [...unusableRules(diagnostics), ...broken] : broken;
}

function unusableRules(diagnostics: readonly Diagnostic[]): Mismatch[] {
  const mismatches = new Map<string, Mismatch>();
  for (const diagnostic of diagnostics) {
    const { pointer } = diagnostic;
    const message = reasonOf(diagnostic);
    // A rule can have the same fault in two places, but a finding names only the rule.
    mismatches.set(`${pointer} ${message}`, { rule: 'not-checked', message, pointer });
  }
  return [...mismatches.values()];
}

/** The rules that two bodies of one resource break. Both must fit the schema. */
export function brokenBetween(
  contract: Contract,
  schema: string,
  earlier: unknown,
  later: unknown,
): Mismatch[] {
  return mismatchesOf('transition', usableAt(contract, schema).between(earlier, later));
}

/**
 * A function that picks the part of a body that transition rules read; `undefined` if the contract has
 * no such rules for bodies with this schema.
 */
export function transitionPartOf(
  contract: Contract,
  schema: string,
): ((body: unknown) => unknown) | undefined {
  const { hasTransitions, transitionPart } = usableAt(contract, schema);
  return hasTransitions ? transitionPart : undefined;
}

function mismatchesOf(
  rule: 'invariant' | 'transition',
  applications: readonly Application[],
): Mismatch[] {
  return countedTogether(() => mismatchesIn(rule, applications));
}

/** More violations of one body are counted only. */
const mostMismatches = 50_000;

function mismatchesIn(
  rule: 'invariant' | 'transition',
  applications: readonly Application[],
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const unfinished: Invariant[] = [];
  const unlisted: Record<Invariant['severity'], number> = { error: 0, warning: 0 };
  for (const { invariant, self, oldSelf, at } of applications) {
    if (unfinished.includes(invariant)) continue;
    const verdict = invariant.evaluate(self, oldSelf);
    if ('holds' in verdict && verdict.holds) continue;
    const name = `"${invariant.message.replace(/\.$/, '')}"`;
    if ('error' in verdict && verdict.isUnfinished) {
      unfinished.push(invariant);
      mismatches.push({
        rule: 'not-checked',
        message: `the rule ${name} was not checked: ${verdict.error}`,
        at,
        pointer: invariant.pointer,
      });
      continue;
    }
    if (mismatches.length >= mostMismatches) {
      unlisted[invariant.severity]++;
      continue;
    }
    mismatches.push({
      rule,
      severity: invariant.severity,
      message:
        'error' in verdict
          ? `the rule ${name} cannot be checked: ${verdict.error}`
          : `breaks the rule ${name}`,
      at: `${at}${invariant.field}`,
      pointer: invariant.pointer,
    });
  }
  const { pointer } = mismatches[0] ?? {};
  for (const severity of ['error', 'warning'] as const) {
    const count = unlisted[severity];
    if (count === 0 || pointer === undefined) continue;
    const message = `breaks rules ${count} more times; only the first ${mostMismatches} are listed`;
    mismatches.push({ rule, severity, message, pointer });
  }
  return mismatches;
}
