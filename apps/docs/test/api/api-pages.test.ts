import { expect, test } from 'vitest';

import { apiPages } from '../../src/api/api-pages.ts';
import { siteLink } from '../../src/links/site-links.ts';
import { root } from '../../src/repository.ts';
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

test('every name of the published packages has a docstring, and every function an example', async () => {
  const pages = await apiPages(root);
  const paths = pages.map(({ path }) => path);
  for (const path of ['spec', 'fetch/proxy', 'node/proxy', 'conformance/analysis', 'simulation']) {
    expect(paths).toContain(`api/${path}`);
  }
  const watch = pages.find(({ path }) => path === 'api/client-core/watch')!;
  expect(watch.title).toBe('watch()');
  expect(watch.markdown.body).toContain('Function from [`@batch-status/node`](../node.md), ');
  // A name of another package, and an error, whose type TypeDoc leaves out.
  expect(watch.markdown.body).toContain('[`WatchUpdate`](WatchUpdate.md)');
  expect(watch.markdown.body).toContain('[`ApiError`](ApiError.md) for 401');
  const links = { root, pages, base: '/some/base/', ref: 'main' };
  const sources = '../../packages/client-core/src';
  for (const [file, path] of [
    ['index.ts', 'client-core'],
    ['watch/watch.ts', 'client-core/watch'],
    ['watch/watch-error.ts', 'client-core/WatchError'],
  ]) {
    const link = siteLink(links, 'docs/guides/wait.md', `${sources}/${file}`, 'page');
    expect(link).toBe(`/some/base/api/${path}/`);
  }
  // A page links to its source, which is on GitHub.
  const onGitHub =
    'https://github.com/batch-status/batch-status/blob/main/packages/spec/src/index.ts';
  expect(siteLink(links, 'api/spec.md', onGitHub, 'page')).toBe(onGitHub);
  const update = pages.find(({ path }) => path === 'api/client-core/WatchUpdate')!;
  expect(update.markdown.body).toContain('**batch**: [`BatchStatus`](../spec/BatchStatus.md)');
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

test('a package has a page with its names, and each name has one', async () => {
  const pages = await apiPages(await repositoryWith(documented));
  expect(pages.map(({ path, title, description }) => [path, title, description])).toEqual([
    [
      'api',
      'API of the packages',
      'Everything that programs can import from the published packages.',
    ],
    ['api/one', '@small/one', 'The package.'],
    ['api/one/add', 'add()', 'Adds numbers.'],
    ['api/one/Sum', 'Sum', 'A sum.'],
    ['api/one/Wrong', 'Wrong', 'An error.'],
  ]);
  const [, entry, add] = pages;
  expect(entry!.markdown.body).toContain(
    'The same names can be imported from `@small/one/browser`.',
  );
  expect(entry!.markdown.body).toContain('| [`add()`](one/add.md) | Adds numbers. |');
  expect(add!.markdown.body).toMatch(/^Function from \[`@small\/one`\]\(\.\.\/one\.md\)\./);
  expect(add!.markdown.body).toContain(`/blob/main/${source}#L9)`);
  expect(add!.source).toBe(source);
  // All of them are about this source. In a guide, a link to it leads to that of the package.
  const links = { root, pages, base: '/', ref: 'main' };
  expect(siteLink(links, 'docs/guides/one.md', `../../${source}`, 'page')).toBe('/api/one/');
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

test('two names whose pages would be one file on some systems have two files', async () => {
  const pages = await apiPages(
    await repositoryWith(`${documented}
/** Sums.
 *
 * @example
 * \`\`\`ts
 * sum();
 * \`\`\`
 */
export function sum(): void {}
`),
  );
  expect(pages.map(({ path }) => path)).toContain('api/one/sum-function');
  expect(pages.map(({ path }) => path)).toContain('api/one/Sum');
});
