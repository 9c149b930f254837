import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpmCommand, repositoryRoot } from '../package-command.ts';
import type { Table } from '../reports/table.ts';
import { seconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';

/** In the order in which a new contributor runs them. */
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

/** The duration of each step in a fresh clone of the last commit, with no package store and no cache. */
export async function benchBuild(): Promise<Table[]> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-build-'));
  try {
    execFileSync('git', ['clone', '--quiet', repositoryRoot, folder]);
    const durations = steps.map(([, command]) => timed(command, folder));
    return [
      {
        name: 'build',
        title: 'From a fresh clone to a tested build',
        note: 'Seconds of wall-clock time of a single run. The ratio is to the cold installation.',
        unit: seconds,
        figures: figuresOf(
          steps.map(([name]) => name),
          [durations],
        ),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds. */
function timed(command: string[], folder: string): number {
  const [program, ...args] = pnpmCommand();
  const startedAt = performance.now();
  execFileSync(program, [...args, ...command], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return performance.now() - startedAt;
}
