import { ReflectionKind, type Comment, type ProjectReflection, type Reflection } from 'typedoc';

/** What openapi-typescript writes into the types of the contract, and TypeDoc does not know. */
export const tagsOfContract = ['@description', '@constant', '@enum'] as const;

/**
 * Moves texts in comments to where pages show them: the descriptions of the contract, and the class
 * of a thrown error.
 */
export function completeComments(project: ProjectReflection): void {
  const classes = new Map(
    project.getReflectionsByKind(ReflectionKind.Class).map((each) => [each.name, each]),
  );
  for (const reflection of Object.values(project.reflections)) {
    const { comment } = reflection;
    if (!comment) continue;
    moveDescription(comment);
    nameErrors(comment, classes);
    listErrors(comment);
  }
}

/** Each tag would get a heading of its own. */
function listErrors(comment: Comment): void {
  const errors = comment.blockTags.filter(({ tag }) => tag === '@throws');
  const [first, ...others] = errors;
  if (!first || others.length === 0) return;
  first.content = errors.flatMap(({ content }) => [{ kind: 'text', text: '\n- ' }, ...content]);
  comment.blockTags = comment.blockTags.filter((tag) => !others.includes(tag));
}

function moveDescription(comment: Comment): void {
  for (const { tag, content } of comment.blockTags) {
    if (tag !== '@description') continue;
    const separator = comment.summary.length > 0 ? '\n\n' : '';
    // The contract indents what follows the first line.
    const parts = content.map((part) =>
      part.kind === 'text' ? { ...part, text: part.text.replaceAll(/\n +/g, '\n') } : part,
    );
    comment.summary.push({ kind: 'text', text: separator }, ...parts);
  }
  comment.blockTags = comment.blockTags.filter(
    ({ tag }) => !(tagsOfContract as readonly string[]).includes(tag),
  );
}

/** TypeDoc reads `{ApiError}` after `@throws` as a type, and shows no types. */
function nameErrors(comment: Comment, classes: ReadonlyMap<string, Reflection>): void {
  for (const tag of comment.blockTags) {
    const name = /^\{(\w+)\}$/.exec(tag.typeAnnotation ?? '')?.[1];
    if (tag.tag !== '@throws' || name === undefined) continue;
    const target = classes.get(name);
    tag.content.unshift(
      target
        ? { kind: 'inline-tag', tag: '@linkcode', text: name, target }
        : { kind: 'code', text: `\`${name}\`` },
      { kind: 'text', text: ' ' },
    );
    delete tag.typeAnnotation;
  }
}
