import { ReflectionKind, type DeclarationReflection } from 'typedoc';

/** Everything that an API consists of, by the words of readers, in the order of pages. */
const kinds = new Map([
  [ReflectionKind.Function, 'Function'],
  [ReflectionKind.Class, 'Class'],
  [ReflectionKind.Variable, 'Constant'],
  [ReflectionKind.Interface, 'Interface'],
  [ReflectionKind.TypeAlias, 'Type'],
]);

export const kindOf = ({ kind, name }: DeclarationReflection): string => {
  const word = kinds.get(kind);
  if (word === undefined) throw new Error(`${name} is exported, but pages do not show its kind.`);
  return word;
};

/** Functions before classes, constants, and types, and each by the alphabet, as TypeDoc sorts them. */
export function byKind(names: readonly DeclarationReflection[]): DeclarationReflection[] {
  const order = ['Function', 'Class', 'Constant'];
  const rank = (name: DeclarationReflection): number => {
    const index = order.indexOf(kindOf(name));
    return index < 0 ? order.length : index;
  };
  return names.toSorted((one, other) => rank(one) - rank(other));
}

/** A name as readers write it. */
export const shownName = (reflection: DeclarationReflection): string =>
  reflection.kind === ReflectionKind.Function ? `${reflection.name}()` : reflection.name;
