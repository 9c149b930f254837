import { expect, test } from 'vitest';

import { readCheckedPages } from '../src/pages/check-pages.ts';
import { root } from '../src/repository.ts';
import { changed, faultless, smallRepository } from './small-repository.ts';

const guide = 'docs/guides/one.md';
const source = 'apps/examples/one/run.ts';

test('the pages of this repository have no fault', async () => {
  const pages = await readCheckedPages(root);
  expect(pages.length).toBeGreaterThan(3);
});

test('a repository without a fault is read in the order of the links on its home page', async () => {
  const files = {
    'docs/README.md': `${faultless['docs/README.md']}\n[Zero](guides/zero.md)\n`,
    'docs/guides/zero.md': faultless[guide]!,
  };
  const pages = await readCheckedPages(await smallRepository(files));
  expect(pages.map(({ path }) => path)).toEqual(['', 'guides/one', 'guides/zero']);
});

const inGuide = (from: string, to: string) => changed(guide, from, to);

test.each<[string, Record<string, string | undefined>, string]>([
  // Frontmatter
  ['a guide without a title', inGuide('title: One\n', ''), `${guide}:1: The page has no title.`],
  ['an empty title', inGuide('title: One', 'title:'), `${guide}:1: The page has no title.`],
  [
    'a guide without a description',
    inGuide('description: The first guide.\n', ''),
    `${guide}:1: The page has no description. Add a line "description: …"`,
  ],
  [
    'a guide without frontmatter',
    { [guide]: '# One\n' },
    `${guide}:1: The page has no title. Add a line "title: …"`,
  ],
  [
    'frontmatter that is not YAML',
    inGuide('title: One', 'title: "One'),
    `${guide}:1: The frontmatter is not valid YAML`,
  ],
  // Links
  [
    'a link to a file that does not exist',
    inGuide('../../LICENSE', '../LICENSE'),
    `${guide}:17: The link "../LICENSE" leads to docs/LICENSE, which does not exist.`,
  ],
  [
    'a link to a page that does not exist',
    inGuide('../README.md', 'two.md'),
    `${guide}:17: The link "two.md" leads to docs/guides/two.md, which does not exist.`,
  ],
  [
    'a link that leaves the repository',
    inGuide('../../LICENSE', '../../../LICENSE'),
    `${guide}:17: The link "../../../LICENSE" leads to ../LICENSE, which does not exist.`,
  ],
  [
    'a link to a heading that does not exist',
    changed('docs/README.md', '#second-part', '#part'),
    'docs/README.md:6: The link "guides/one.md#part" leads to a heading that docs/guides/one.md does not have. Its headings are #second-part.',
  ],
  [
    'a link to a missing heading of the same page',
    inGuide('../README.md', '#third'),
    `${guide}:17: The link "#third" leads to a heading that ${guide} does not have.`,
  ],
  [
    'a link that works on one host only',
    inGuide('../README.md', '/guides/one/'),
    `${guide}:17: The link "/guides/one/" begins with a slash`,
  ],
  [
    'a reference whose definition is broken',
    inGuide('[home](../README.md).', '[home][1].\n\n[1]: nowhere.md'),
    `${guide}:19: The link "nowhere.md" leads to docs/guides/nowhere.md`,
  ],
  [
    'a picture that does not exist',
    inGuide('[home](../README.md)', '![home](home.svg)'),
    `${guide}:17: The link "home.svg" leads to docs/guides/home.svg`,
  ],
  [
    'a link to a file of the repository on GitHub that does not exist',
    inGuide('../README.md', 'https://github.com/batch-status/batch-status/blob/main/NOTICE'),
    `${guide}:17: The link "https://github.com/batch-status/batch-status/blob/main/NOTICE" leads to NOTICE, which does not exist.`,
  ],
  [
    'a link in HTML',
    inGuide('[home](../README.md)', '<a href="nowhere">home</a>'),
    `${guide}:17: This HTML has an address that is not checked.`,
  ],
  [
    'a link with an escape',
    inGuide('../README.md', '../READ&#77;E.md'),
    `${guide}:17: The address "../README.md" is written with escapes`,
  ],
  [
    'a guide that the home page does not link',
    changed('docs/README.md', 'guides/one.md#second-part', '../LICENSE'),
    `${guide}:1: No link leads to this page. Add one to docs/README.md`,
  ],
  // Snippets
  [
    'a file of a snippet that does not exist',
    { [source]: undefined },
    `${guide}:6: The file ${source} of the snippet does not exist.`,
  ],
  [
    'a region that does not exist',
    inGuide('#main', '#other'),
    `${guide}:6: The file ${source} has no region "other". Its regions are: main.`,
  ],
  [
    'a region without an end',
    changed(source, '  // #endregion main\n', ''),
    `${guide}:6: The file ${source} of the snippet has a region "main" without an end.`,
  ],
  [
    'a stale snippet',
    changed(source, 'stop', 'halt'),
    `${guide}:6: The code is not that of ${source}. Change the file, and run: pnpm --filter @batch-status/docs snippets`,
  ],
  [
    'a snippet in another language',
    inGuide('```ts', '```sh'),
    `${guide}:6: The block has the language "sh"; for ${source} it must be ts.`,
  ],
  [
    'a snippet without a block',
    inGuide('#main -->\n', '#main -->\n\nText.\n'),
    `${guide}:6: No block of code follows.`,
  ],
  ...['ts', 'tsx', 'js', 'mjs', 'html', 'sh', 'bash', 'powershell', 'yaml', 'python'].map(
    (language): [string, Record<string, string>, string] => [
      `a pasted block in ${language}`,
      inGuide('```console', `\`\`\`${language}`),
      `${guide}:19: This code could run, but no test runs it.`,
    ],
  ),
  [
    'a pasted block between tildes in a list',
    inGuide('```console\n$ node run.ts\n```', '- item\n\n  ~~~sh\n  node run.ts\n  ~~~'),
    `${guide}:21: This code could run, but no test runs it.`,
  ],
  [
    'a block without a language',
    inGuide('```console', '```'),
    `${guide}:19: This block of code has no language.`,
  ],
  [
    'an indented block',
    inGuide('```console\n$ node run.ts\n```', '    node run.ts'),
    `${guide}:19: This block of code has no language.`,
  ],
  [
    'code in HTML',
    inGuide('```console\n$ node run.ts\n```', '<pre>node run.ts</pre>'),
    `${guide}:19: This HTML contains code.`,
  ],
  [
    'a file that no page shows',
    { 'apps/examples/one/other.sh': 'true\n' },
    'apps/examples/one/other.sh:1: No page shows this file.',
  ],
  [
    'a region that no page shows',
    changed(source, 'main\n}\n', 'main\n}\n// #region rest\nrest();\n// #endregion rest\n'),
    `${source}:9: No page shows the region "rest".`,
  ],
  [
    'a region that no page shows in the examples of a package',
    { 'packages/one/examples/a.ts': '// #region part\na();\n// #endregion part\n' },
    'packages/one/examples/a.ts:1: No page shows the region "part".',
  ],
  // Guides
  [
    'a guide that does not begin with an example',
    inGuide('<!-- snippet', '## First part\n\n<!-- snippet'),
    `${guide}:5: The guide does not begin with an example.`,
  ],
  [
    'a long guide',
    inGuide('## Second part\n', `## Second part\n${'\n'.repeat(100)}`),
    `${guide}:121: The guide has 121 lines; at most 120 are allowed.`,
  ],
])('the build fails on %s', async (_, changes, message) => {
  const reading = readCheckedPages(await smallRepository(changes));
  await expect(reading).rejects.toThrow(message);
});

test('all faults are reported at once', async () => {
  const changes = { ...inGuide('../README.md', 'two.md'), 'apps/examples/one/b.sh': 'true\n' };
  const reading = readCheckedPages(await smallRepository(changes));
  await expect(reading).rejects.toThrow(
    /^docs\/guides\/one\.md:17: The link .*\napps\/examples\/one\/b\.sh:1: No page .*$/,
  );
});
