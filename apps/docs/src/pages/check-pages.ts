import { checkLinks } from '../links/check-links.ts';
import { checkSnippets } from '../snippets/check-snippets.ts';
import { sampleFiles } from '../reference/samples.ts';
import { referencesIn } from '../snippets/reference.ts';
import { unusedSnippets } from '../snippets/unused-snippets.ts';
import type { Markdown } from './markdown.ts';
import { failOn, type Page, type Problem } from './page.ts';
import { readPages } from './read-pages.ts';

const longest = 120;

/**
 * Reads every page of a repository.
 *
 * @throws `Failed` with the file and the line of each fault.
 */
export async function readCheckedPages(root: string): Promise<Page[]> {
  const { pages, problems } = await readPages(root);
  failOn([...problems, ...(await checkPages(root, pages))]);
  return pages;
}

/** Finds everything in the pages of a repository that fails the build, except faults of frontmatter. */
async function checkPages(root: string, pages: readonly Page[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { path, markdown } of pages) {
    problems.push(...(await checkLinks(root, markdown)));
    problems.push(...(await checkSnippets(root, markdown)));
    if (path !== '') problems.push(...checkGuide(markdown));
  }
  const documents = pages.map(({ markdown }) => markdown);
  return [...problems, ...(await unusedSnippets(root, documents, sampleFiles))];
}

/** A guide begins with an example, and is short. */
function checkGuide(markdown: Markdown): Problem[] {
  const { file, body, linesBefore, tree } = markdown;
  const problems: Problem[] = [];
  const section = tree.children.find(({ type }) => type === 'heading')?.position?.start.offset;
  const isFirst = referencesIn(markdown).references.some(
    ({ comment }) => comment.position!.start.offset! < (section ?? Infinity),
  );
  if (!isFirst) {
    const message =
      'The guide does not begin with an example. Show a snippet before its first heading.';
    problems.push({ file, line: linesBefore + 1, message });
  }
  const lines = linesBefore + body.split('\n').length - 1;
  if (lines > longest) {
    const message = `The guide has ${lines} lines; at most ${longest} are allowed. Move a part into a guide of its own.`;
    problems.push({ file, line: longest + 1, message });
  }
  return problems;
}
