import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { buildTags } from '../src/versions/build-versions.ts';
import { majorTags, tagsWithSite } from '../src/versions/major-tags.ts';

const manifest = JSON.stringify({ scripts: { 'docs:build': 'node build.js' } });

/** Stands for the program of a version: it writes how it was called. */
const program = `
  import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  const options = Object.fromEntries(process.argv.slice(2).map((option) => option.split('=')));
  mkdirSync(options['--output'], { recursive: true });
  const call = { ...options, '--output': undefined, text: readFileSync('text', 'utf8') };
  writeFileSync(options['--output'] + '/index.html', JSON.stringify(call));
`;

/** A repository with a commit for each tag. */
async function repository(tags: Record<string, Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'batch-status-versions-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root });
  git('init', '--quiet');
  for (const [tag, files] of Object.entries(tags)) {
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
    git('add', '.');
    git('commit', '--quiet', '--message', tag);
    git('tag', tag);
  }
  return root;
}

test('the tags of majors are found in their order, and no other tags', async () => {
  const tags = ['v10', 'v2', 'v1', 'v1.2.3', 'vnext', '@batch-status/spec@1.0.0'];
  const files = tags.map((tag) => [tag, { text: tag }] as const);
  expect(await majorTags(await repository(Object.fromEntries(files)))).toEqual(['v1', 'v2', 'v10']);
});

test('a major from before the site is left out', async () => {
  const root = await repository({
    v0: { 'package.json': '{}' },
    v1: { 'package.json': manifest },
  });
  expect(await tagsWithSite(root, await majorTags(root))).toEqual(['v1']);
});

test('each major is built by its own program from its own files, into its folder', async () => {
  const files = { 'package.json': manifest, 'build.mjs': program };
  const root = await repository({
    v1: { ...files, text: 'first' },
    v2: { ...files, text: 'second' },
  });
  const output = join(root, 'site');
  await mkdir(output);
  const options = { root, output, base: '/some/base/', origin: 'https://docs.example.com' };
  await buildTags(options, ['v1', 'v2'], (checkout, args) => [
    process.execPath,
    join(checkout, 'build.mjs'),
    ...args,
  ]);
  const built = async (tag: string): Promise<unknown> =>
    JSON.parse(await readFile(join(output, tag, 'index.html'), 'utf8'));
  const origin = 'https://docs.example.com';
  expect(await built('v1')).toEqual({
    '--base': '/some/base/v1/',
    '--origin': origin,
    '--tag': 'v1',
    text: 'first',
  });
  expect(await built('v2')).toMatchObject({ '--base': '/some/base/v2/', text: 'second' });
  expect((await readdir(output)).toSorted()).toEqual(['v1', 'v2']);
  const worktrees = execFileSync('git', ['worktree', 'list'], { cwd: root }).toString();
  expect(worktrees.trim().split('\n')).toHaveLength(1);
});

test('a major that cannot be built fails the build', async () => {
  const root = await repository({ v1: { 'package.json': manifest } });
  const options = { root, output: join(root, 'site'), base: '/', origin: 'https://a.example' };
  const building = buildTags(options, ['v1'], () => [
    process.execPath,
    '--eval',
    'process.exit(1)',
  ]);
  await expect(building).rejects.toThrow('The site of v1 could not be built:');
});
