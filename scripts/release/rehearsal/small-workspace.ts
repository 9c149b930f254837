import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageBin } from '../../package-bin.ts';
import { createRepository } from './git-repository.ts';
import { Workspace } from '../workspace.ts';

export const packages = ['@small/core', '@small/client'] as const;

/** A workspace of two packages in a git repository of its own, with one changeset for both. */
export interface SmallWorkspace extends Workspace {
  folder: string;
}

/**
 * Creates the workspace for one test.
 *
 * @param files More files, by their paths.
 * @param env Added to the environment of its commands.
 * @param terminal Whether somebody can answer questions.
 */
export async function createSmallWorkspace(
  files: Record<string, string> = {},
  env: Record<string, string> = {},
  terminal = false,
): Promise<SmallWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-workspace-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const written = { ...workspaceFiles(), ...files };
  for (const [path, text] of Object.entries(written)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  // Changesets formats the changelogs by the formatter that the workspace has.
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  const [, formatter] = packageBin('oxfmt');
  await symlink(formatter!, join(folder, 'node_modules/.bin/oxfmt'));
  const workspace = new Workspace(
    folder,
    { ...(await createRepository(folder)), ...env },
    terminal,
  );
  return Object.assign(workspace, { folder });
}

function manifest(name: string, more: object = {}): string {
  return `${JSON.stringify({ name, version: '1.0.0', ...more }, undefined, 2)}\n`;
}

function workspaceFiles(): Record<string, string> {
  return {
    '.gitignore': 'node_modules\n',
    '.oxfmtrc.json': '{}\n',
    'package.json': manifest('small', { private: true, packageManager: 'pnpm@12.21.0' }),
    'pnpm-workspace.yaml':
      'packages: [packages/*]\npmOnFail: ignore\nverifyDepsBeforeRun: false\nfetchRetries: 0\n',
    'packages/core/package.json': manifest(packages[0]),
    'packages/core/index.js': 'export {};\n',
    'packages/client/package.json': manifest(packages[1], {
      dependencies: { [packages[0]]: 'workspace:^' },
    }),
    'packages/client/index.js': 'export {};\n',
    '.changeset/config.json': JSON.stringify({ access: 'public', baseBranch: 'main' }),
    '.changeset/one.md': `---\n'${packages[0]}': minor\n'${packages[1]}': minor\n---\n\nA change.\n`,
  };
}
