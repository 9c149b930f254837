import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript-with-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack } from './pack.ts';
import { libraries, published } from './published.ts';
import { fromRoot } from './run.ts';

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  [member: string]: unknown;
}

interface Tarball {
  data: Uint8Array;
  content: Package;
  manifest: Manifest;
}

let folder: string;
const tarballs = new Map<string, Tarball>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-tarballs-'));
  for (const { name, tarball } of await pack(published, folder)) {
    const data = new Uint8Array(await readFile(tarball));
    const content = createPackageFromTarballData(data);
    const manifest = JSON.parse(content.readFile(`/node_modules/${name}/package.json`)) as Manifest;
    tarballs.set(name, { data, content, manifest });
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The paths of the files in a tarball. */
function filesOf(name: string): string[] {
  const start = `/node_modules/${name}/`;
  return tarballs
    .get(name)!
    .content.listFiles()
    .map((path) => path.slice(start.length));
}

test.each(published)('the tarball of %s has no problems for npm and bundlers', async (name) => {
  const { buffer } = tarballs.get(name)!.data;
  const { messages, pkg } = await publint({
    pack: { tarball: buffer as ArrayBuffer },
    strict: true,
  });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test.each(libraries)(
  'the types of %s are found by every module resolution except that of old CommonJS',
  async (name) => {
    const checked = await checkPackage(tarballs.get(name)!.content, {
      excludeEntrypoints: [/yaml$/],
    });
    if (!checked.types) throw new Error('There are no types.');
    // ES modules alone: `require` of one came with Node 20.19, and `node10` knows no exports.
    const found = checked.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    );
    expect(found).toEqual([]);
  },
);

test.each(published)('the tarball of %s has a license, a README, and no sources', (name) => {
  const files = filesOf(name);
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
  expect(files.filter((file) => /^(?:src|test|node_modules)\/|tsbuildinfo/.test(file))).toEqual([]);
});

/** Where the repository is, as the contract says too. */
const home = 'https://github.com/batch-status/batch-status';

test.each(published)('the manifest of %s is complete', async (name) => {
  const { manifest } = tarballs.get(name)!;
  expect(manifest).toMatchObject({
    description: expect.stringMatching(/\.$/),
    license: 'MIT',
    engines: { node: expect.stringMatching(/^>=/) },
    publishConfig: { access: 'public' },
    keywords: expect.arrayContaining(['batch-status']),
    bugs: `${home}/issues`,
    // npm compares the address with that of the repository that publishes, and refuses another.
    repository: { type: 'git', url: `git+${home}.git`, directory: expect.any(String) },
  });
  const { exports, dependencies, repository, homepage } = manifest;
  expect(JSON.stringify([exports, dependencies])).not.toMatch(/\/source|workspace:|catalog:/);
  const { directory } = repository as { directory: string };
  expect(homepage).toBe(`${home}/tree/main/${directory}#readme`);
  const there = JSON.parse(
    await readFile(fromRoot(`${directory}/package.json`), 'utf8'),
  ) as Manifest;
  expect(there.name).toBe(name);
});

/** Modules with effects, which a bundler must keep: they define an element, or say why they do not run in an old Node. */
const withEffects: Record<string, string[]> = {
  '@batch-status/node': ['./src/supported-node.ts', './dist/supported-node.js'],
  '@batch-status/element': [
    './src/index.ts',
    './src/watch.ts',
    './dist/index.js',
    './dist/watch.js',
  ],
};

test.each(published)('bundlers may drop every module of %s that is not used', (name) => {
  expect(tarballs.get(name)!.manifest['sideEffects']).toEqual(withEffects[name] ?? false);
});

test.each(published)('the installation of %s runs no script', (name) => {
  const scripts = Object.keys(tarballs.get(name)!.manifest.scripts ?? {});
  expect(scripts.filter((script) => /install|prepare|prepublish/.test(script))).toEqual([]);
  // npm runs node-gyp for this file, whatever the scripts are.
  expect(filesOf(name)).not.toContain('binding.gyp');
});

/** The packages that the code and the types of a tarball import. */
function importedBy(name: string): string[] {
  const { content } = tarballs.get(name)!;
  const specifiers = content
    .listFiles()
    .filter((path) => /\.(?:[cm]?js|d\.[cm]?ts)$/.test(path))
    .flatMap((path) => ts.preProcessFile(content.readFile(path), true, true).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((specifier) => !/^[.#]/.test(specifier) && !isBuiltin(specifier));
  const packages = specifiers.map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]);
  return [...new Set(packages)].toSorted();
}

test.each(published)('%s imports only what it declares', (name) => {
  const { dependencies, peerDependencies } = tarballs.get(name)!.manifest;
  const declared = new Set([...Object.keys({ ...dependencies, ...peerDependencies }), name]);
  expect(importedBy(name).filter((imported) => !declared.has(imported))).toEqual([]);
});

test.each(published)('%s imports each of its dependencies', (name) => {
  const { dependencies = {} } = tarballs.get(name)!.manifest;
  expect(importedBy(name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
});
