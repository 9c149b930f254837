import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { packNow } from '../pack.ts';
import { Failed } from '../run.ts';
import type { Release } from './publish-plan.ts';
import type { Workspace } from './workspace.ts';

/**
 * Fails if the registry has a version of ours with other content. No registry replaces a version,
 * so what the workspace contains would never be published.
 *
 * @param plan What the registry does not have.
 * @param folder Where the rest is packed for the comparison.
 */
export async function requireSameContent(
  workspace: Workspace,
  plan: readonly Release[],
  folder: string,
): Promise<void> {
  const planned = new Set(plan.map(({ name }) => name));
  const taken = (await workspace.packages()).filter(({ name }) => !planned.has(name));
  if (taken.length === 0) return;
  const versions = new Map(taken.map(({ name, version }) => [name, `${name}@${version}`]));
  const ours = await packNow([...versions.keys()], folder, (command) => workspace.run(...command));
  const others: string[] = [];
  for (const { name, tarball } of ours) {
    const hash = createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64');
    const version = versions.get(name)!;
    if ((await integrityOf(workspace, version)) !== `sha512-${hash}`) others.push(version);
  }
  if (others.length > 0) {
    throw new Failed(
      `The registry has ${others.join(', ')} with other content: describe the change with \`pnpm changeset\`, then set the next version with \`pnpm version-packages\`.`,
    );
  }
}

/** The hash of the tarball of a version, as the registry reports it. */
async function integrityOf(workspace: Workspace, version: string): Promise<string> {
  const { ok, output } = await workspace.run('pnpm', 'view', version, 'dist.integrity', '--json');
  if (!ok) throw new Failed(`${output}\nNothing was published.`);
  return JSON.parse(output) as string;
}
