import { Failed } from '../run.ts';
import { setJsrVersions } from './jsr/manifest.ts';
import { storeRelease } from './released.ts';
import type { Workspace } from './workspace.ts';

/**
 * Sets the version of every package, in its `jsr.json` too, and writes the changelogs. It keeps the contract and
 * the programs that the next release is compared with. If Changesets fails halfway, it
 * leaves some of the changes and all changesets, and the next run would count these again. So
 * everything is undone.
 */
export async function versionPackages(workspace: Workspace): Promise<string> {
  await workspace.requirePnpm();
  await workspace.requireCleanTree();
  try {
    const { ok, output } = await workspace.changeset('version');
    if (!ok) throw new Failed(output);
    await setJsrVersions(workspace);
    await storeRelease(workspace.root);
    return output;
  } catch (error) {
    await undo(workspace);
    if (!(error instanceof Failed)) throw error;
    throw new Failed(`${error.message}\nNo version was set. The output above says why.`);
  }
}

/** The tree was clean, so this discards only what Changesets wrote. */
async function undo(workspace: Workspace): Promise<void> {
  for (const command of [
    ['git', 'restore', '--staged', '--worktree', '.'],
    ['git', 'clean', '--force', '-d', '--quiet'],
  ]) {
    const { ok, output } = await workspace.run(...command);
    if (!ok) throw new Failed(`The changes could not be undone: ${output}`);
  }
}
