import { glob, readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot } from '../run.ts';

async function filesOf(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: fromRoot('') })) {
    found.push(file.replaceAll('\\', '/'));
  }
  expect(found).not.toEqual([]);
  return found;
}

const read = (file: string): Promise<string> => readFile(fromRoot(file), 'utf8');

/** The tests that run the files of guides. */
const tests = ['apps/examples/test/**/*.ts*', 'scripts/guides/newcomer.long.test.ts'];

/** Kinds of files that one test covers all of, wherever they are. */
const isCoveredByPattern = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) || // Vitest runs them.
  file.endsWith('.yml') || // `scripts/workflow-lint.test.ts` lints them.
  file.endsWith('/index.html') || // The servers of pages serve them.
  /^apps\/examples\/(?:next|react)\//.test(file); // `scripts/next.long.test.ts` builds them.

// A file that a page shows and no test runs can be wrong for years.
test('a test runs each file that a guide shows', async () => {
  const files = await filesOf('apps/examples/*/**/*.{ts,tsx,mts,sh,txt,yml,html}');
  const guides = new Set((await filesOf('docs/guides/*.md')).map((file) => basename(file, '.md')));
  const shown = files.filter((file) => guides.has(file.split('/')[2]!));
  const sources: string[] = [];
  for (const pattern of tests) {
    for (const file of await filesOf(pattern)) sources.push(await read(file));
  }
  // A script that a test runs can start another file.
  for (const file of shown) if (extname(file) === '.sh') sources.push(await read(file));
  const text = sources.join('\n');
  const isNamed = (file: string): boolean => {
    const [, , guide = '', ...rest] = file.split('/');
    const name = rest.join('/');
    const withoutEnding = `${guide}/${name}`.slice(0, -extname(name).length);
    const isFollowed = text.includes(`'${guide}'`);
    return (
      text.includes(withoutEnding) ||
      (isFollowed && [' ', '/'].some((before) => text.includes(before + name)))
    );
  };
  const missing = shown.filter((file) => !isCoveredByPattern(file) && !isNamed(file));
  expect(missing).toEqual([]);
});

/** The packages that code imports. */
const importedBy = (code: string): string[] =>
  [...code.matchAll(/(?:\bfrom|\bimport\(?|\brequire\()\s*["']((?:@[\w-]+\/)?[a-z][\w-]*)/g)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'node');

/** The packages that a guide installs. */
const installedBy = (text: string): string[] =>
  [...text.matchAll(/\bnpm install((?: [@\w/-]+)+)/g)].flatMap(([, names]) =>
    names!.split(' ').filter((name) => /^[@a-z]/.test(name)),
  );

/** The commands of our packages. That of another package has its name. */
const commands = new Map<string, string[]>();
/** What some entries of our packages need besides. */
const peers = new Map<string, string[]>();
for (const file of await filesOf('{packages,apps}/*/package.json')) {
  const manifest = JSON.parse(await read(file)) as {
    name: string;
    bin?: Record<string, string>;
    peerDependencies?: Record<string, string>;
  };
  const { name, bin = {}, peerDependencies = {} } = manifest;
  commands.set(name, Object.keys(bin));
  peers.set(name, Object.keys(peerDependencies));
}

/** What an import or a command of a guide needs and it does not install, and the reverse. */
function installationFaults(text: string): string[] {
  const blocks = text.match(/^```[^]*?^```$/gm) ?? [];
  const code = blocks.filter((block) => !/^npm install/m.test(block)).join('\n');
  const [imported, installed] = [importedBy(code), installedBy(text)];
  const runs = (name: string): boolean =>
    (commands.get(name) ?? [name]).some((command) =>
      new RegExp(`(?:^|[\\s/])${command}(?:\\s|$)`, 'm').test(code),
    );
  const used = [...imported, ...installed.filter(runs)];
  const isUsed = (name: string): boolean =>
    code.includes(`node_modules/${name}/`) ||
    used.some((each) => peers.get(each)?.includes(name)) ||
    runs(name);
  return [
    ...imported.filter((name) => !installed.includes(name)).map((name) => `imports ${name}`),
    ...installed
      .filter((name) => !imported.includes(name) && !isUsed(name))
      .map((name) => `installs ${name}`),
  ];
}

test.each(await filesOf('docs/guides/*.md'))(
  '%s installs exactly what its examples import and run',
  async (guide) => {
    expect(installationFaults(await read(guide))).toEqual([]);
  },
);

test('a package that is missing or not used is found', () => {
  const guide = (...lines: string[]): string =>
    ['`npm install --save-dev express esbuild`', '```ts', ...lines, '```'].join('\n');
  const faults = (...lines: string[]): string[] => installationFaults(guide(...lines));
  expect(faults("import express from 'express';", '// npx esbuild a.ts')).toEqual([]);
  expect(faults("await import('@batch-status/node/proxy');", 'import "undici";')).toEqual([
    'imports @batch-status/node',
    'imports undici',
    'installs express',
    'installs esbuild',
  ]);
});
