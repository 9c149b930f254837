import { placeOfMember, placesOfBranches, type Contract, type Place } from './contract.ts';
import { rejectOthers, target, Unguarded } from './unguarded.ts';

export interface Member {
  types: string[];
  required?: true;
  minimum?: number;
}

/**
 * What the guards check of an object's members.
 *
 * @param elsewhere The keywords of each member that the caller reads itself.
 * @throws {Unguarded} for a keyword that the guards do not check.
 */
export function membersAt(
  contract: Contract,
  place: Place,
  elsewhere: Readonly<Record<string, readonly string[]>>,
): Record<string, Member> {
  const object = target(contract, place);
  const { pointer, schema } = object;
  rejectOthers(object, ['type', 'properties', 'required']);
  const { type, properties = {}, required = [] } = schema;
  if (type !== 'object') {
    throw new Error(`${pointer} needs "type": "object": the guards accept nothing else.`);
  }
  const undeclared = required.findIndex((name) => !Object.hasOwn(properties, name));
  if (undeclared !== -1) {
    throw new Error(
      `${pointer}/required/${undeclared} names "${required[undeclared]}". Add it to "properties", so that the guards check it.`,
    );
  }
  const entries = Object.keys(properties).map((name) => {
    const { types, minimum } = memberAt(
      contract,
      placeOfMember(object, name),
      elsewhere[name] ?? [],
    );
    const member: Member = { types };
    if (required.includes(name)) member.required = true;
    if (minimum !== undefined) member.minimum = minimum;
    return [name, member] as const;
  });
  return Object.fromEntries(entries);
}

function memberAt(contract: Contract, place: Place, elsewhere: readonly string[]): Member {
  const end = target(contract, place);
  const types = typesAt(contract, end, ['minimum', 'maximum', ...elsewhere]);
  const { minimum, maximum } = end.schema;
  const isInteger = types.includes('integer');
  const isNumber = types.includes('number');
  if (minimum !== undefined && !isInteger && !isNumber) throw new Unguarded(end.pointer, 'minimum');
  // The guards accept integers that JavaScript represents exactly. They check no other upper bound.
  const isGuarded = maximum === Number.MAX_SAFE_INTEGER && isInteger && !isNumber;
  if (maximum !== undefined && !isGuarded) throw new Unguarded(end.pointer, 'maximum');
  return { types, ...(minimum !== undefined && { minimum }) };
}

function typesAt(contract: Contract, place: Place, read: readonly string[]): string[] {
  const end = target(contract, place);
  const { type, anyOf } = end.schema;
  if (type !== undefined) {
    rejectOthers(end, ['type', ...read]);
    return [type].flat();
  }
  if (anyOf === undefined) {
    throw new Error(`${end.pointer} needs a "type", so that the guards can check it.`);
  }
  rejectOthers(end, ['anyOf', ...read]);
  return typesOfBranches(contract, end);
}

/** An `enum` can list known values if another branch accepts every value of the same type. */
function typesOfBranches(contract: Contract, place: Place): string[] {
  const branches = placesOfBranches(place).map((branch) => target(contract, branch));
  const open = branches
    .filter(({ schema }) => !schema.enum)
    .flatMap((branch) => typesAt(contract, branch, []));
  for (const branch of branches.filter(({ schema }) => schema.enum)) {
    const types = typesAt(contract, branch, ['enum']);
    if (!types.every((type) => open.includes(type))) throw new Unguarded(branch.pointer, 'enum');
  }
  return [...new Set(open)];
}
