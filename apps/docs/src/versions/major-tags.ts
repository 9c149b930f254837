import { Failed, run } from '../../../../scripts/run.ts';

/** The tags `v<major>` of a repository, the oldest first. Each is moved to the newest release of its major. */
export async function majorTags(root: string): Promise<string[]> {
  const { ok, output } = await run(['git', 'tag', '--list', 'v*'], {}, root);
  if (!ok) throw new Failed(`The tags could not be read: ${output}`);
  const majors = output.split('\n').flatMap((tag) => /^v(\d+)$/.exec(tag.trim())?.[1] ?? []);
  return majors
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((major) => `v${major}`);
}

/** The tags whose commit has a command to build the site. */
export async function tagsWithSite(root: string, tags: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const tag of tags) {
    const { ok, output } = await run(['git', 'show', `${tag}:package.json`], {}, root);
    if (!ok) throw new Failed(`The tag ${tag} has no package.json: ${output}`);
    const { scripts } = JSON.parse(output) as { scripts?: Record<string, string> };
    if (scripts?.['docs:build'] !== undefined) found.push(tag);
  }
  return found;
}
