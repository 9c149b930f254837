import { visit } from 'unist-util-visit';

import { lineOf, type Markdown } from '../pages/markdown.ts';
import type { Problem } from '../pages/page.ts';
import { inert, languagesOf } from './languages.ts';
import { readSnippet } from './read-snippet.ts';
import { referencesIn, type Reference } from './reference.ts';

const command = 'pnpm --filter @batch-status/docs snippets';

/** Finds blocks of code that are not the code of a file, and references without their code. */
export async function checkSnippets(root: string, markdown: Markdown): Promise<Problem[]> {
  const { file } = markdown;
  const { references, pasted } = referencesIn(markdown);
  const problems: Problem[] = [];
  for (const reference of references) {
    const message = await faultOf(root, reference);
    if (message) problems.push({ file, line: lineOf(markdown, reference.comment), message });
  }
  for (const code of pasted) {
    if (code.lang && inert.has(code.lang)) continue;
    const message = code.lang
      ? `This code could run, but no test runs it. Put it into a file under apps/examples, write "<!-- snippet <file>#<region> -->" before the block, and run: ${command}`
      : `This block of code has no language. Write ${[...inert].join(', ')}, or the language of a snippet after the backticks.`;
    problems.push({ file, line: lineOf(markdown, code), message });
  }
  visit(markdown.tree, 'html', (node) => {
    if (!/<(?:pre|code|script)\b/i.test(node.value)) return;
    const message = 'This HTML contains code. Write a block of code in Markdown.';
    problems.push({ file, line: lineOf(markdown, node), message });
  });
  return problems;
}

async function faultOf(root: string, reference: Reference): Promise<string | undefined> {
  const found = await readSnippet(root, reference);
  if ('fault' in found) return found.fault;
  const { code, source } = reference;
  if (!code) return `No block of code follows. To add it, run: ${command}`;
  const languages = languagesOf(source);
  if (!languages.includes(code.lang ?? '')) {
    return `The block has the language "${code.lang ?? ''}"; for ${source} it must be ${languages.join(' or ')}.`;
  }
  return code.value === found.code
    ? undefined
    : `The code is not that of ${source}. Change the file, and run: ${command}`;
}
