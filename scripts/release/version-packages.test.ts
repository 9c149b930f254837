import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Failed } from '../run.ts';
import { createSmallWorkspace, type SmallWorkspace } from './rehearsal/small-workspace.ts';
import { versionPackages } from './version-packages.ts';

/** What a failure says. */
async function failureOf(workspace: SmallWorkspace): Promise<string> {
  const error = await versionPackages(workspace).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failed);
  return (error as Failed).message;
}

async function statusOf(workspace: SmallWorkspace): Promise<string> {
  return (await workspace.run('git', 'status', '--porcelain')).output;
}

async function versionOf({ folder }: SmallWorkspace, name: string): Promise<string> {
  const text = await readFile(join(folder, `packages/${name}/package.json`), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// On Windows, pnpm is a batch file, which cannot be spawned.
beforeEach(({ skip }) => skip(process.platform === 'win32'));

test('sets every version once, writes the changelogs, and keeps the contract for the next release', async () => {
  const contract = 'openapi: 3.1.0\npaths: {}\n';
  const files = {
    'packages/core/jsr.json': '{ "name": "@small/core", "version": "1.0.0" }\n',
    'openapi/batch-status.yaml': contract,
  };
  const workspace = await createSmallWorkspace(files);
  await versionPackages(workspace);
  expect(await versionOf(workspace, 'core')).toBe('1.1.0');
  expect(await versionOf(workspace, 'client')).toBe('1.1.0');
  expect((await statusOf(workspace)).trimEnd().split('\n')).toEqual([
    ' D .changeset/one.md',
    ' M packages/client/package.json',
    ' M packages/core/jsr.json',
    ' M packages/core/package.json',
    '?? openapi/released.yaml',
    '?? packages/client/CHANGELOG.md',
    '?? packages/core/CHANGELOG.md',
    '?? scripts/',
  ]);
  const written = (file: string) => readFile(join(workspace.folder, file), 'utf8');
  expect(await written('packages/core/jsr.json')).toBe(
    '{ "name": "@small/core", "version": "1.1.0" }\n',
  );
  expect(await written('openapi/released.yaml')).toBe(contract);

  await workspace.run('git', 'add', '.');
  await workspace.run('git', 'commit', '--message=Version');
  expect(await failureOf(workspace)).toContain('No unreleased changesets found.');
});

test('without pnpm on the path, changes nothing and says so in one sentence', async () => {
  const programs = await mkdtemp(join(tmpdir(), 'batch-status-path-'));
  onTestFinished(() => rm(programs, { recursive: true }));
  const folders = process.env['PATH']!.split(delimiter);
  const git = folders.map((path) => join(path, 'git')).find(existsSync)!;
  await symlink(git, join(programs, 'git'));
  const workspace = await createSmallWorkspace({}, { PATH: programs });
  expect(await failureOf(workspace)).toMatch(/^pnpm is not on the path: [^\n]+$/);
  expect(await statusOf(workspace)).toBe('');
});

test('undoes everything if Changesets fails halfway, so that the next run counts right', async () => {
  const workspace = await createSmallWorkspace({ '.oxfmtrc.json': 'not JSON\n' });
  expect((await workspace.changeset('version')).ok).toBe(false);
  expect(await statusOf(workspace)).not.toBe('');
  await workspace.run('git', 'restore', '.');
  await workspace.run('git', 'clean', '--force', '-d');

  expect(await failureOf(workspace)).toMatch(/\nNo version was set\. The output above says why\.$/);
  expect(await statusOf(workspace)).toBe('');

  await writeFile(join(workspace.folder, '.oxfmtrc.json'), '{}\n');
  await workspace.run('git', 'commit', '--all', '--message=Repair the formatter');
  await versionPackages(workspace);
  expect(await versionOf(workspace, 'core')).toBe('1.1.0');
});

test('does not run in a tree with changes, which it could not undo', async () => {
  const workspace = await createSmallWorkspace();
  await writeFile(join(workspace.folder, 'notes.txt'), 'mine');
  expect(await failureOf(workspace)).toMatch(/^The working tree has changes: [^\n]+$/);
  expect(await statusOf(workspace)).toBe('?? notes.txt\n');
});
