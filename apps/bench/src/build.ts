import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figuresOf } from './measure.ts';
import { seconds, type Table } from './table.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Each in the order in which someone does them who has cloned the repository. */
const steps: readonly [name: string, command: string[]][] = [
  ['install, cold', ['install', '--frozen-lockfile', '--store-dir', 'store']],
  ['install, warm', ['install', '--frozen-lockfile', '--store-dir', 'store']],
  ['generate, cold', ['generate']],
  ['generate, warm', ['generate']],
  ['build, cold', ['build']],
  ['build, warm', ['build']],
  ['types, cold', ['types']],
  ['types, warm', ['types']],
  ['test', ['test']],
];

/** What each step takes in a fresh clone of the last commit, with no store and no cache. */
export async function benchBuild(): Promise<Table[]> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-build-'));
  try {
    execFileSync('git', ['clone', '--quiet', root, folder]);
    const taken = steps.map(([, command]) => timed(command, folder));
    return [
      {
        name: 'build',
        title: 'From a fresh clone to a tested build',
        note: 'Seconds of one run, wall clock; the ratio is to the cold installation.',
        unit: seconds,
        figures: figuresOf(
          steps.map(([name]) => name),
          [taken],
        ),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds. */
function timed(command: string[], folder: string): number {
  const startedAt = performance.now();
  execFileSync('pnpm', command, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return performance.now() - startedAt;
}
