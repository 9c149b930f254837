import {
  ReferenceType,
  ReflectionKind,
  Type,
  type DeclarationReflection,
  type ProjectReflection,
} from 'typedoc';

/**
 * Puts the name of an exported type wherever TypeDoc repeats its members. TypeScript does not keep
 * the names of types that are taken from other types, as those of the contract are.
 */
export function nameTypes(project: ProjectReflection): void {
  const names = new Map<string, DeclarationReflection>();
  const aliases = project.getReflectionsByKind(ReflectionKind.TypeAlias) as DeclarationReflection[];
  for (const alias of aliases) {
    // TypeDoc gives the members of an object to the alias itself.
    const key = alias.type ? keyOf(alias.type) : placesOf(alias);
    if (key !== undefined && !names.has(key)) names.set(key, alias);
  }
  const named = (type: Type): Type => {
    const alias = names.get(keyOf(type) ?? '');
    if (alias) return ReferenceType.createResolvedReference(alias.name, alias, project);
    replaceParts(type, named);
    return type;
  };
  for (const reflection of Object.values(project.reflections)) {
    const holder = reflection as { type?: Type };
    if (!(holder.type instanceof Type)) continue;
    if (aliases.includes(reflection as DeclarationReflection)) replaceParts(holder.type, named);
    else holder.type = named(holder.type);
  }
}

/** What two types have in common if they are one type: the place of their members in the sources. */
function keyOf(type: Type): string | undefined {
  if (type.type === 'reflection') {
    return placesOf((type as Type & { declaration: DeclarationReflection }).declaration);
  }
  if (type.type === 'union') {
    const parts = (type as Type & { types: Type[] }).types.map(
      (part) => keyOf(part) ?? part.toString(),
    );
    return parts.length > 1 ? parts.toSorted().join(' | ') : undefined;
  }
  return undefined;
}

/** Where the members of an object are declared. */
function placesOf({ children }: DeclarationReflection): string | undefined {
  const places = children?.flatMap(({ sources = [] }) =>
    sources.map(({ fileName, line, character }) => `${fileName}:${line}:${character}`),
  );
  return places?.toSorted().join(' ');
}

/** Replaces the types that a type directly consists of. */
function replaceParts(type: Type, replace: (part: Type) => Type): void {
  const parts = type as unknown as Record<string, unknown>;
  for (const [name, part] of Object.entries(parts)) {
    if (part instanceof Type) parts[name] = replace(part);
    else if (Array.isArray(part)) {
      parts[name] = part.map((each: unknown) => (each instanceof Type ? replace(each) : each));
    }
  }
}
