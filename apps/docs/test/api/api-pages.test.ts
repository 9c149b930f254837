import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { apiPages } from '../../src/api/api-pages.ts';
import { siteLink } from '../../src/links/site-links.ts';
import { smallRepository } from '../small-repository.ts';

const source = 'packages/one/src/index.ts';

/** A repository with one published package that has one entry, and a private one. */
const repositoryWith = (code: string): Promise<string> =>
  smallRepository({
    'packages/one/package.json': JSON.stringify({
      name: '@small/one',
      description: 'The package.',
      exports: {
        '.': { '@batch-status/source': './src/index.ts', default: './dist/index.js' },
        './browser': { '@batch-status/source': './src/index.ts', default: './dist/browser.js' },
        './package.json': './package.json',
      },
    }),
    [source]: code,
    'packages/two/package.json': JSON.stringify({
      name: '@small/two',
      private: true,
      exports: './src/index.ts',
    }),
    'packages/two/src/index.ts': 'export const nothing = 1;\n',
  });

const documented = `/** Adds numbers. See {@link Sum}.
 *
 * @throws {Wrong} if it cannot.
 * @example
 * \`\`\`ts
 * add(1, 2);
 * \`\`\`
 */
export function add(one: number, other: number): Sum {
  return { value: one + other };
}

/** A sum. It has a value. */
export interface Sum {
  value: number;
}

/** An error. */
export class Wrong extends Error {}
`;

test('a package has a page, which lists and describes its names', async () => {
  const root = await repositoryWith(`${documented}
/** Adds to a {@link Sum}.
 *
 * @example
 * \`\`\`ts
 * sum();
 * \`\`\`
 */
export function sum(): void {}
`);
  const pages = await apiPages(root);
  expect(pages.map(({ path, title, description }) => [path, title, description])).toEqual([
    [
      'api',
      'API of the packages',
      'Everything that programs can import from the published packages.',
    ],
    ['api/one', '@small/one', 'The package.'],
  ]);
  const { body } = pages[1]!.markdown;
  expect(body).toContain('The same names can be imported from `@small/one/browser`.');
  expect(body).toContain('| [`add()`](#add) | Adds numbers. | Function |\n| [`sum()`](#sum) |');
  expect(body).toContain('\n## add()\n\nFunction from `@small/one`. [Source](https:');
  expect(body).toContain(`/blob/main/${source}#L9)`);
  expect(body).toContain('\n### Parameters\n');
  // Their headings differ only in capital letters.
  expect(body).toContain('| [`Sum`](#sum-1) |');
  expect(body).toContain('Adds to a [Sum](#sum-1).');
  // In a guide, a link to the source leads to the page.
  const links = { root, pages, base: '/', ref: 'main' };
  expect(siteLink(links, 'docs/guides/one.md', `../../${source}`, 'page')).toBe('/api/one/');
});

test('an entry that is not published has no page', async () => {
  const root = await smallRepository({
    'packages/one/package.json': JSON.stringify({
      name: '@small/one',
      description: 'The package.',
      exports: {
        '.': { '@batch-status/source': './src/index.ts' },
        './for-tests': { '@batch-status/source': './test/index.ts' },
      },
      publishConfig: { exports: { '.': './dist/index.js' } },
    }),
    [source]: documented,
    'packages/one/test/index.ts': 'export function undocumented() {}\n',
  });
  const paths = (await apiPages(root)).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining([expect.stringContaining('one')]));
  expect(paths.filter((path) => path.includes('for-tests'))).toEqual([]);
});

test('each fault of a docstring fails the build, with its file and line and what to do', async () => {
  const code = `${documented.replace('{@link Sum}', '{@link Total}')}
export interface Plain { value: number }

export type Callable = (value: number) => number;

/** It has an example without code.
 *
 * @example
 * \`\`\`sh
 * one
 * \`\`\`
 */
export const twice: Callable = (value) => value * 2;

export function over(value: string): string;
export function over(value: number): number;
export function over(value: string | number): string | number { return value; }
`;
  const reading = apiPages(await repositoryWith(code));
  const lines = await reading.then(String, (error: Error) => error.message.split('\n'));
  const docstring = (line: number, name: string): string =>
    `${source}:${line}: The exported name ${name} has no docstring. Write one above it: its purpose, units, defaults, and errors.`;
  const example = (line: number, name: string): string =>
    `${source}:${line}: The exported function ${name} has no example. Add "@example" and a block of code in "ts" to its docstring; a test runs it.`;
  expect(lines).toEqual([
    expect.stringMatching(`^${source}:9: .*"Total".* @small/one\\.add$`),
    docstring(23, 'Callable'),
    docstring(34, 'over'),
    docstring(35, 'over'),
    example(34, 'over'),
    docstring(21, 'Plain'),
    example(32, 'twice'),
  ]);
});

test('an entry with many names has a page for each folder of its sources', async () => {
  const constant = (name: string): string => `/** A number. */\nexport const ${name} = 1;\n`;
  const numbers = Array.from({ length: 39 }, (_, index) => constant(`n${index}`));
  const root = await repositoryWith(
    `export * from './parts/numbers.ts';\nexport * from './parts/last-part.ts';\n${constant('top')}`,
  );
  const parts = join(root, 'packages/one/src/parts');
  await mkdir(parts);
  await writeFile(join(parts, 'numbers.ts'), numbers.join(''));
  await writeFile(join(parts, 'last-part.ts'), constant('another') + constant('lastPart'));
  const pages = await apiPages(root);
  expect(pages.map(({ path, title }) => [path, title])).toEqual([
    ['api', 'API of the packages'],
    ['api/one', '@small/one'],
    ['api/one/parts', 'one: parts'],
  ]);
  const [, entry, part] = pages;
  expect(entry!.markdown.body).toContain('| [`n0`](one/parts.md#n0) |');
  expect(entry!.markdown.body).toContain('\n## top\n');
  expect(entry!.markdown.body).not.toContain('\n## n0\n');
  expect(part!.markdown.body).toContain('\n## n0\n\nConstant from [`@small/one`](../one.md). ');
  expect(part!.description).toBe('another, lastPart, n0, n1, and 37 more of @small/one.');
  const links = { root, pages, base: '/', ref: 'main' };
  const linkTo = (file: string): string =>
    siteLink(links, 'docs/guides/one.md', `../../packages/one/src/${file}`, 'page');
  expect(linkTo('index.ts')).toBe('/api/one/');
  expect(linkTo('parts/numbers.ts')).toBe('/api/one/parts/#n0');
  // The name after which the file is named.
  expect(linkTo('parts/last-part.ts')).toBe('/api/one/parts/#lastpart');
  // A page links to its source, which is on GitHub.
  const onGitHub = `https://github.com/batch-status/batch-status/blob/main/${source}`;
  expect(siteLink(links, 'api/one.md', onGitHub, 'page')).toBe(onGitHub);
});

test('an entry whose source is not known fails the build, and data does not', async () => {
  const manifest = {
    name: '@small/three',
    description: 'Another package.',
    exports: { './data.json': './data.json', './part': { default: './dist/part.js' } },
  };
  const root = await smallRepository({ 'packages/three/package.json': JSON.stringify(manifest) });
  await expect(apiPages(root)).rejects.toThrow(
    'packages/three/package.json:1: The entry "./part" does not name its source, so the site has no page about it. Add "@batch-status/source".',
  );
});
