import { expect } from 'vitest';
import { Failed } from '../../run.ts';
import type { Registry } from './registry.ts';
import type { Steps } from '../release.ts';
import { createSmallWorkspace, packages, type SmallWorkspace } from './small-workspace.ts';
import { versionPackages } from '../version-packages.ts';

/** The versions that the workspace releases. */
export const versions: readonly string[] = packages.map((name) => `${name}@1.1.0`).toSorted();

/** What a release says that has no valid token. */
export const notLoggedIn: RegExp = /^You are not logged in to the registry: [^\n]+$/;

/** A build and tests that pass. */
export const steps: Steps = { build: async () => undefined, test: async () => undefined };

/** A workspace whose versions are set and committed. */
export async function createReleasable(
  { url, token }: Pick<Registry, 'url' | 'token'>,
  terminal = false,
): Promise<SmallWorkspace> {
  const npmrc = `@small:registry=${url}/\n//${new URL(url).host}/:_authToken=${token}\n`;
  const workspace = await createSmallWorkspace({ '.npmrc': npmrc }, {}, terminal);
  await versionPackages(workspace);
  await commit(workspace);
  return workspace;
}

export async function commit(workspace: SmallWorkspace): Promise<void> {
  await workspace.run('git', 'add', '.');
  await workspace.run('git', 'commit', '--message=Version');
}

export async function tagsOf(workspace: SmallWorkspace): Promise<string[]> {
  const { output } = await workspace.run('git', 'tag', '--list');
  return output.split('\n').filter(Boolean);
}

/** The sentences of a failure. */
export async function failureOf(released: Promise<unknown>): Promise<string> {
  const error = await released.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failed);
  return (error as Failed).message;
}
