import {
  placeNamed,
  placeOfMember,
  placesOfBranches,
  type Contract,
  type Place,
} from './contract.ts';
import { membersAt, type Member } from './members.ts';
import { rejectOthers, target } from './unguarded.ts';

/**
 * What the guards check of a call, by kind. The name of a kind is the constant of its `status`. Every
 * other status belongs to the kind `other`.
 *
 * @throws {Error} if the union distinguishes calls in another way.
 */
export function callMembers(contract: Contract): Record<string, Record<string, Member>> {
  const union = placeNamed(contract, 'RecentCall');
  rejectOthers(union, ['anyOf']);
  const branches = placesOfBranches(union).map((branch) => target(contract, branch));
  const statuses = branches.map((branch) => target(contract, placeOfMember(branch, 'status')));
  const names = statuses.flatMap(({ schema }) => schema.const ?? []);
  requireOneOther(union, statuses, names);
  return Object.fromEntries(
    branches.map((branch, index) => {
      const name = statuses[index]!.schema.const;
      const read = name === undefined ? ['not'] : ['const'];
      return [name ?? 'other', membersAt(contract, branch, { status: read })];
    }),
  );
}

function requireOneOther(union: Place, statuses: Place[], names: string[]): void {
  const [open, ...more] = statuses.filter(({ schema }) => schema.const === undefined);
  if (!open || more.length > 0 || new Set(names).size < names.length) {
    throw new Error(
      `${union.pointer}/anyOf needs branches with different constants as "status", and one branch without: the guards choose by "status" alone.`,
    );
  }
  const rest = JSON.stringify({ enum: names });
  if (JSON.stringify(open.schema.not) !== rest) {
    throw new Error(
      `${open.pointer} needs "not": ${rest}: the guards take every other status for this kind.`,
    );
  }
}
