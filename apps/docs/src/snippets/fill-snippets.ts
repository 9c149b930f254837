import type { Markdown } from '../pages/markdown.ts';
import { languagesOf } from './languages.ts';
import { readSnippet } from './read-snippet.ts';
import { referencesIn } from './reference.ts';

/** The body of a document with the code of its files. What cannot be read stays as it is. */
export async function fillSnippets(root: string, markdown: Markdown): Promise<string> {
  let { body } = markdown;
  for (const reference of referencesIn(markdown).references.toReversed()) {
    const found = await readSnippet(root, reference);
    if ('fault' in found) continue;
    const { comment, code, source } = reference;
    const languages = languagesOf(source);
    const language = languages.find((name) => name === code?.lang) ?? languages[0]!;
    const meta = code?.meta ? ` ${code.meta}` : '';
    const block = fence(`${language}${meta}`, found.code, comment.position!.start.column - 1);
    const [start, end, before] = code
      ? [code.position!.start.offset!, code.position!.end.offset!, '']
      : [comment.position!.end.offset!, comment.position!.end.offset!, '\n\n'];
    const indent = code ? '' : ' '.repeat(comment.position!.start.column - 1);
    body = body.slice(0, start) + before + indent + block + body.slice(end);
  }
  return body;
}

/** A block of code whose lines after the first are indented. */
function fence(info: string, code: string, indent: number): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const lines = [`${ticks}${info}`, ...code.split('\n'), ticks];
  return lines.join('\n').replaceAll(/\n(?=.)/g, `\n${' '.repeat(indent)}`);
}
