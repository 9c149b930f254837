import { ReflectionKind, type JSONOutput } from 'typedoc';

import type { Problem } from '../pages/page.ts';

type Declaration = JSONOutput.DeclarationReflection;
type Comment = JSONOutput.Comment;

/** A block of TypeScript, which a test runs. */
const runnable = /^```ts\n\s*\S[\s\S]*^```/m;

/**
 * Finds every exported name without a docstring, and every exported function without an example.
 *
 * @param project What TypeDoc found, with a module for each entry.
 */
export function missingDocumentation({ children = [] }: JSONOutput.ProjectReflection): Problem[] {
  const names = children.flatMap((module) => (module.children ?? []) as Declaration[]);
  const byId = new Map(names.map((name) => [name.id, name]));
  return children.flatMap((module) =>
    // What another entry also exports is checked there.
    (module.children ?? [])
      .filter((name): name is Declaration => name.kind !== ReflectionKind.Reference)
      .flatMap((name) => [
        ...missingDocstrings(name),
        ...(isFunction(name, byId) ? missingExample(name) : []),
      ]),
  );
}

function missingDocstrings(name: Declaration): Problem[] {
  const signatures = name.signatures ?? [];
  // TypeDoc moves the docstring of a function to its signatures.
  const places = signatures.length > 0 ? signatures : [name];
  return places
    .filter(({ comment }) => !hasText(comment))
    .map((place) => ({
      ...placeOf(place.sources ? place : name),
      message: `The exported name ${name.name} has no docstring. Write one above it: its purpose, units, defaults, and errors.`,
    }));
}

/** Whether a name can be called: a function, or a constant whose type is that of one. */
function isFunction(name: Declaration, byId: ReadonlyMap<number, Declaration>): boolean {
  if (name.kind === ReflectionKind.Function) return true;
  return name.kind === ReflectionKind.Variable && isCallable(name.type, byId);
}

function isCallable(
  type: JSONOutput.SomeType | undefined,
  byId: ReadonlyMap<number, Declaration>,
): boolean {
  if (type?.type === 'reflection') return (type.declaration.signatures ?? []).length > 0;
  if (type?.type !== 'reference' || typeof type.target !== 'number') return false;
  const target = byId.get(type.target);
  return (target?.signatures ?? []).length > 0 || isCallable(target?.type, byId);
}

function missingExample(name: Declaration): Problem[] {
  const comments = [name.comment, ...(name.signatures ?? []).map(({ comment }) => comment)];
  if (comments.some(hasExample)) return [];
  const message = `The exported function ${name.name} has no example. Add "@example" and a block of code in "ts" to its docstring; a test runs it.`;
  return [{ ...placeOf(name), message }];
}

const textOf = (parts: Comment['summary']): string => parts.map(({ text }) => text).join('');

const hasText = (comment: Comment | undefined): boolean =>
  textOf(comment?.summary ?? []).trim() !== '';

const hasExample = (comment: Comment | undefined): boolean =>
  comment?.blockTags?.some(
    ({ tag, content }) => tag === '@example' && runnable.test(textOf(content)),
  ) ?? false;

function placeOf({ sources }: Pick<Declaration, 'sources'>): { file: string; line: number } {
  const [source] = sources ?? [];
  return { file: source?.fileName ?? 'unknown', line: source?.line ?? 1 };
}
