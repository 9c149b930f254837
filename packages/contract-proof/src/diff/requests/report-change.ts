import { ruledChange, type ClosedRule } from '../change/closed-rules.ts';
import type { ContractChange, Witness } from '../change/contract-change.ts';
import type { Found } from '../found.ts';
import { requestOf, type RequestSide } from './requests.ts';

/** The requests of an operation, as two contracts describe them. */
export interface RequestSides {
  base: RequestSide;
  revision: RequestSide;
  /** Of the operation. */
  name: string;
}

/** Reports that a rule about requests changed, unless the same change was reported before. */
export function reportChange(
  found: Found,
  { base, revision, name: operation }: RequestSides,
  rule: ClosedRule,
  what: string,
  pointers: { base?: string | undefined; revision?: string | undefined },
): void {
  const change = ruledChange({
    rule,
    what,
    operation,
    base: pointers.base === undefined ? undefined : base.contract.locate(pointers.base),
    revision:
      pointers.revision === undefined ? undefined : revision.contract.locate(pointers.revision),
  });
  // Many operations can have one parameter, or the security of the contract.
  if (!found.isNews([rule, what, pointers.base, pointers.revision])) return;
  change.witnesses.push(...witnessesOf(found, { base, revision }, change));
  found.changes.push(change);
}

/** The request that one contract makes of itself, if the other refuses it. */
function witnessesOf(
  { judges }: Found,
  sides: Pick<RequestSides, 'base' | 'revision'>,
  { verdict }: ContractChange,
): Witness[] {
  const acceptedBy = verdict === 'major' ? 'base' : 'revision';
  const other = verdict === 'major' ? 'revision' : 'base';
  const exchange = requestOf(sides[acceptedBy]);
  if (judges[acceptedBy].judge([exchange], { isRequest: true }).grade !== 2) return [];
  const { grade, findings } = judges[other].judge([exchange], { isRequest: true });
  if (grade === undefined || grade === 2) return [];
  const finds = [...new Set(findings.map(({ rule }) => rule))];
  return [{ acceptedBy, isRequest: true, exchanges: [exchange], finds }];
}
