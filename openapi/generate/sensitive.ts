import {
  placeOfAnswer,
  placeOfMember,
  placesOfBranches,
  type Contract,
  type Place,
} from './contract.ts';
import { target } from './unguarded.ts';

/** The members of a batch, at any depth, that the contract marks with `x-sensitive`. */
export function sensitiveMembers(contract: Contract): string[] {
  const names = new Set<string>();
  const visited = new Set<string>();
  const visit = (place: Place): void => {
    const end = target(contract, place);
    if (visited.has(end.pointer)) return;
    visited.add(end.pointer);
    for (const name of Object.keys(end.schema.properties ?? {})) {
      const member = placeOfMember(end, name);
      if (isSensitive(contract, member)) names.add(name);
      visit(member);
    }
    const { items } = end.schema;
    if (items) visit({ pointer: `${end.pointer}/items`, schema: items });
    for (const branch of placesOfBranches(end)) visit(branch);
  };
  visit(placeOfAnswer(contract));
  return [...names];
}

function isSensitive(contract: Contract, place: Place): boolean {
  return [place, target(contract, place)].some(({ schema }) => schema['x-sensitive'] === true);
}
