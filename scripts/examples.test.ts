import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documents, examplesIn, filesOf, sourcePaths, sources } from './examples/find-examples.ts';
import { packageBin } from './package-bin.ts';
import { readReleasedPrograms } from './release/released.ts';
import { fromRoot, run } from './run.ts';

const guides = 'docs/guides/';
const folder = fromRoot('node_modules/.examples');

/** Where an example sees what its package depends on. */
const folderFor = (file: string): string => {
  const [parent = ''] = /^(?:packages|apps)\/[^/]+\//.exec(file) ?? [];
  return fromRoot(`${parent}node_modules/.examples`);
};

async function collect(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of await filesOf(...documents, ...sources)) {
    // Their examples are parts of files, which are checked as a whole.
    if (file.startsWith(guides)) continue;
    for (const [index, { code }] of (await examplesIn(file)).entries()) {
      const name = `${file.replaceAll(/\W/g, '-')}-${index}.ts`;
      found.set(join(folderFor(file), name), `${code}\nexport {};\n`);
    }
  }
  const current = new Set(found.values());
  const { examples } = await readReleasedPrograms(fromRoot(''));
  for (const [index, { file, code }] of examples.entries()) {
    const text = `${code}\nexport {};\n`;
    const name = `released-${file.replaceAll(/\W/g, '-')}-${index}.ts`;
    if (!current.has(text)) found.set(join(folderFor(file), name), text);
  }
  return found;
}

const folders = new Set([folder]);

afterAll(async () => {
  for (const each of folders) await rm(each, { recursive: true, force: true });
});

test('every TypeScript example of the documents and docstrings, also of the last release, is valid', async () => {
  const examples = await collect();
  expect(examples.size).toBeGreaterThan(6);
  for (const path of examples.keys()) folders.add(dirname(path));
  for (const each of folders) {
    await rm(each, { recursive: true, force: true });
    await mkdir(each, { recursive: true });
  }
  for (const [path, code] of examples) await writeFile(path, code);
  const config = {
    extends: fromRoot('tsconfig.base.json'),
    compilerOptions: {
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      types: ['node'],
      noUnusedLocals: false,
      isolatedDeclarations: false,
      declaration: false,
      paths: await sourcePaths(),
    },
    files: [...examples.keys()],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { ok, output } = await run([...packageBin('typescript', 'tsc'), '-p', folder]);
  expect({ ok, output }).toEqual({ ok: true, output: '' });
});

test('the README names the pinned version of pnpm', async () => {
  const { packageManager } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as {
    packageManager: string;
  };
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    '.ci/run',
    '.github/workflows/ci.yml',
    '.github/pull_request_template.md',
  ];
  for (const file of files) {
    const named = (await readFile(fromRoot(file), 'utf8')).match(/pnpm@[\d.]+/g);
    expect([...new Set(named)]).toEqual([packageManager]);
  }
});

/** Where a README says how to get a package that is not yet published. */
const howToPack = '](../../README.md#use-it)';

// npm shows a README far from the folders beside it.
test('published pages do not link to files of the repository', async () => {
  const relative: string[] = [];
  for (const file of await filesOf('{packages,apps}/*/package.json')) {
    const readme = posix.join(file, '../README.md');
    const isPrivate = (await readFile(fromRoot(file), 'utf8')).includes('"private": true');
    if (isPrivate) continue;
    const links = (await readFile(fromRoot(readme), 'utf8')).matchAll(/\]\((?!https:|#)[^)]*\)/g);
    const others = [...links].filter(([link]) => link !== howToPack);
    relative.push(...others.map(([link]) => `${readme}: ${link}`));
  }
  expect(relative).toEqual([]);
});

/** The first guide says it, and the others lead there. */
const wordsOfGuide = (file: string): string[] =>
  file.endsWith('/first-watch.md')
    ? [howToPack, '**Before the first release:**', '\n## Install\n']
    : ['](first-watch.md#install)'];

// Until a package is published, anyone can claim its name and run code on the machines of those who
// follow our documents, with a key in the environment.
test('each document with an install command says that the package is not yet published', async () => {
  expect(await readFile(fromRoot('README.md'), 'utf8')).toContain('\n## Use it\n');
  const silent: string[] = [];
  for (const file of await filesOf(...documents)) {
    const text = await readFile(fromRoot(file), 'utf8');
    if (!/\b(?:install|add) .*@batch-status\//.test(text)) continue;
    const words = file.startsWith(guides)
      ? wordsOfGuide(file)
      : [howToPack, 'once it is published'];
    const isSaid = words.every((each) => text.includes(each));
    if (!isSaid) silent.push(file);
  }
  expect(silent).toEqual([]);
});

test('no document uses npx to download a package other than pnpm', async () => {
  const downloads: string[] = [];
  for (const file of await filesOf(...documents)) {
    const text = await readFile(fromRoot(file), 'utf8');
    const commands = text.matchAll(/^(?:.*[;&|] *)?npx (?!-y pnpm@|--no -- ).*/gm);
    downloads.push(...[...commands].map(([command]) => `${file}: ${command}`));
  }
  expect(downloads).toEqual([]);
});

test('ARCHITECTURE.md lists every package and every top-level folder', async () => {
  const { ok, output } = await run(['git', 'ls-files']);
  if (!ok) throw new Error(output);
  const files = output.split('\n').filter((file) => file.includes('/'));
  const listed = new Set(files.map((file) => /^(?:(?:packages|apps)\/)?[^/]+/.exec(file)![0]));
  expect(listed).toContain('packages/spec');
  const text = await readFile(fromRoot('ARCHITECTURE.md'), 'utf8');
  const [table = ''] = text.split('## Dependencies');
  expect([...listed].filter((name) => !new RegExp(`\`${name}/?\``).test(table))).toEqual([]);
});

test('the list of decisions has each decision with its title', async () => {
  const list = await readFile(fromRoot('docs/adr/README.md'), 'utf8');
  const listed = [...list.matchAll(/^\| \[(\d+)\]\((\S+)\) +\| (.*?) +\|$/gm)].map(
    ([, number, file, title]) => `${file}: # ${number}. ${title}`,
  );
  const titles: string[] = [];
  for (const file of await filesOf('docs/adr/[0-9]*.md')) {
    const [title] = (await readFile(fromRoot(file), 'utf8')).split('\n');
    titles.push(`${posix.basename(file)}: ${title}`);
  }
  expect(listed).toEqual(titles.toSorted());
});
