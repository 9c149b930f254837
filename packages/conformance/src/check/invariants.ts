import { compileInvariants, type Application, type Invariants } from '@batch-status/invariants';

import type { Contract } from '../contract/contract.ts';
import type { Fault } from './fault.ts';

const known = new WeakMap<Contract, Map<string, Invariants>>();

/**
 * The rules (`x-validations`) beside the schema at a pointer and beside those in it.
 *
 * @throws ContractError if one of them cannot be judged.
 */
export function invariantsAt({ rulesOf: contract }: Contract, pointer: string): Invariants {
  let all = known.get(contract);
  if (!all) known.set(contract, (all = new Map()));
  const before = all.get(pointer);
  if (before) return before;
  const invariants = compileInvariants(
    { schema: contract.at(pointer), pointer },
    (reference, from) => {
      const target = contract.target(reference, from);
      return { schema: contract.at(target), pointer: target };
    },
  );
  const [problem] = invariants.problems;
  if (problem) throw contract.error(problem.pointer, `the rule cannot be used: ${problem.message}`);
  all.set(pointer, invariants);
  return invariants;
}

/** The rules over one body that it breaks. The body has to fit the schema. */
export function brokenWithin(contract: Contract, schema: string, body: unknown): Fault[] {
  const { rules, within } = invariantsAt(contract, schema);
  if (rules.length === 0) return [];
  return faultsOf('invariant', within(body));
}

/** The rules over two bodies of one resource that these break. Both have to fit the schema. */
export function brokenBetween(
  contract: Contract,
  schema: string,
  earlier: unknown,
  later: unknown,
): Fault[] {
  return faultsOf('transition', invariantsAt(contract, schema).between(earlier, later));
}

/**
 * A function that picks the part of a body that transition rules read; `undefined` if the contract has
 * no such rules for bodies with this schema.
 */
export function transitionPartOf(
  contract: Contract,
  schema: string,
): ((body: unknown) => unknown) | undefined {
  const { hasTransitions, transitionPart } = invariantsAt(contract, schema);
  return hasTransitions ? transitionPart : undefined;
}

function faultsOf(rule: 'invariant' | 'transition', applications: readonly Application[]): Fault[] {
  const faults: Fault[] = [];
  for (const { invariant, self, oldSelf, at } of applications) {
    const verdict = invariant.evaluate(self, oldSelf);
    if ('holds' in verdict && verdict.holds) continue;
    faults.push({
      rule,
      severity: invariant.severity,
      message:
        'error' in verdict
          ? `the rule cannot be judged: ${verdict.error}`
          : `broken is "${invariant.message.replace(/\.$/, '')}"`,
      at: `${at}${invariant.field}`,
      pointer: invariant.pointer,
    });
  }
  return faults;
}
