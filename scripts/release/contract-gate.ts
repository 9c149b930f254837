import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromRoot, run } from '../run.ts';
import { contractFile, releasedContract } from './released.ts';

const levels = ['none', 'patch', 'minor', 'major'] as const;
type Level = (typeof levels)[number];

/** What `contract-tests diff --format json` prints. */
interface Diff {
  level: Exclude<Level, 'none'> | null;
  undecided: number;
  changes: Change[];
}

interface Change {
  verdict: Level | 'undecided';
  what: string;
  operation?: string;
  why?: string;
  revision?: { file: string; line: number };
  witnesses: { acceptedBy: 'base' | 'revision'; isRequest: boolean; entries: Entry[] }[];
}

interface Entry {
  request: { method: string; url: string; postData?: { text?: string } };
  response: { status: number; content: { text?: string } };
}

/**
 * Compares the contract with the one that was released last. The changesets must announce at least as
 * much as changed.
 *
 * @param root The folder of the repository.
 */
export async function contractGate(root: string): Promise<{ ok: boolean; text: string }> {
  if (!existsSync(join(root, releasedContract))) return { ok: true, text: 'no released contract' };
  const { ok, output } = await run(
    [
      process.execPath,
      '--conditions=@batch-status/source',
      fromRoot('apps/contract-tests/src/bin.ts'),
      ...['diff', '--format', 'json', '--allow-undecided', releasedContract, contractFile],
    ],
    {},
    root,
  );
  if (!ok) return { ok, text: output };
  const diff = JSON.parse(output) as Diff;
  const version = await versionIn(root);
  const demanded = demandedBy(diff, version);
  const { level: announced, file } = await announcedIn(root);
  if (levels.indexOf(announced) >= levels.indexOf(demanded)) {
    return {
      ok: true,
      text: `the contract changed by ${demanded}, the changesets announce ${announced}`,
    };
  }
  return { ok: false, text: complaint({ diff, version, demanded, announced, file }) };
}

/** Below 1.0.0, npm takes the second number for the first. Nobody knows what an undecided change is. */
function demandedBy({ level, undecided }: Diff, version: string): Level {
  const found: Level = undecided > 0 ? 'major' : (level ?? 'none');
  return found === 'major' && isBeforeFirst(version) ? 'minor' : found;
}

function isBeforeFirst(version: string): boolean {
  return version.startsWith('0.');
}

async function versionIn(root: string): Promise<string> {
  const manifest = await readFile(join(root, 'packages/spec/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The highest level of all changesets, and the name of a file that does not exist. */
async function announcedIn(root: string): Promise<{ level: Level; file: string }> {
  const folder = join(root, '.changeset');
  const names = existsSync(folder) ? await readdir(folder) : [];
  let level: Level = 'none';
  for (const name of names.filter((each) => each.endsWith('.md') && each !== 'README.md')) {
    const [, front = ''] =
      /^---\n(.*?)\n---/s.exec(
        (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n'),
      ) ?? [];
    for (const [, found] of front.matchAll(/: *['"]?(patch|minor|major)['"]? *$/gm)) {
      if (levels.indexOf(found as Level) > levels.indexOf(level)) level = found as Level;
    }
  }
  const free = ['contract.md', 'contract-2.md', 'contract-3.md'].find(
    (each) => !names.includes(each),
  );
  return { level, file: `.changeset/${free ?? 'another-name.md'}` };
}

interface Complaint {
  diff: Diff;
  version: string;
  demanded: Level;
  announced: Level;
  file: string;
}

function complaint({ diff, version, demanded, announced, file }: Complaint): string {
  const isLowered = demanded === 'minor' && (diff.level === 'major' || diff.undecided > 0);
  const before =
    isLowered && isBeforeFirst(version) ? ` (before 1.0.0, major counts as minor)` : '';
  const wanted = diff.undecided > 0 ? 'undecided' : diff.level;
  const decisive = diff.changes.find(({ verdict }) => verdict === wanted) ?? diff.changes[0];
  return [
    `The contract changed by ${demanded}${before} since the last release, but the changesets announce ${announced}.`,
    ...(decisive ? witnessOf(decisive) : []),
    `All changes: pnpm contract-tests diff ${releasedContract} ${contractFile}`,
    `Write ${file}, and say in it what users must do:`,
    '',
    '---',
    `'@batch-status/spec': ${demanded}`,
    '---',
  ].join('\n');
}

function witnessOf({ operation, what, why, revision, witnesses }: Change): string[] {
  const place = revision ? ` (${revision.file}:${revision.line})` : '';
  const [witness] = witnesses;
  return [
    `${operation === undefined ? '' : `${operation}: `}${what}${place}${why === undefined ? '' : `: ${why}`}`,
    ...(witness
      ? [
          `Only the ${witness.acceptedBy === 'base' ? 'released' : 'changed'} contract accepts this:`,
          ...witness.entries.flatMap(({ request, response }) => [
            `  ${request.method} ${request.url}`,
            ...(witness.isRequest
              ? [`  ${request.postData?.text ?? ''}`]
              : [`  ${response.status} ${response.content.text ?? ''}`]),
          ]),
        ].map((line) => line.trimEnd())
      : []),
  ];
}
