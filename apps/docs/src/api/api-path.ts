import { ReflectionKind, type DeclarationReflection, type Reflection } from 'typedoc';

/** The path of an entry below `api/`, such as `fetch/proxy`. */
export const entryPath = (specifier: string): string => specifier.replace(/^@[^/]+\//, '');

/**
 * The path of an entry or of a name below `api/`, such as `fetch/createRawClient`. A function whose name
 * differs from that of a type only by capital letters gets a suffix: some systems and hosts do not
 * distinguish such files.
 */
export function apiPath(reflection: Reflection): string {
  const { name, parent } = reflection;
  if (!parent || reflection.kindOf(ReflectionKind.Module)) return entryPath(name);
  const { children = [] } = parent as DeclarationReflection;
  const hasDouble = children.some(
    (other) => other.name !== name && other.name.toLowerCase() === name.toLowerCase(),
  );
  const suffix = hasDouble && reflection.kindOf(ReflectionKind.Function) ? '-function' : '';
  return `${apiPath(parent)}/${name}${suffix}`;
}
