import type { Comment, DeclarationReflection } from 'typedoc';

/** The first sentence of what a docstring says, as Markdown without links. */
export function firstSentence(comment: Comment | undefined): string {
  const text = (comment?.summary ?? [])
    .map((part) => part.text)
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}

/** The docstring of a name. That of a function belongs to its signatures. */
export function commentOf(reflection: DeclarationReflection): Comment | undefined {
  const signatures = reflection.signatures?.map(({ comment }) => comment) ?? [];
  // The last signature of a function is the most general one.
  return reflection.comment ?? signatures.findLast((comment) => comment !== undefined);
}
