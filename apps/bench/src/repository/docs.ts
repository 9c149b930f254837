import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../package-command.ts';
import type { Table } from '../reports/table.ts';
import { seconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';

const rounds = 5;

/** The duration of building the site, with its reference. */
export async function benchDocs(): Promise<Table[]> {
  const output = await mkdtemp(join(tmpdir(), 'batch-status-bench-docs-'));
  const entry = join(repositoryRoot, 'apps/docs/src/build.ts');
  try {
    const durations: number[][] = [];
    for (let round = 0; round < rounds; round++) {
      const startedAt = performance.now();
      execFileSync(process.execPath, [entry, `--output=${output}`], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      durations.push([performance.now() - startedAt]);
    }
    return [
      {
        name: 'docs',
        title: 'Building the site',
        note: `Seconds of wall-clock time for all pages, the search, and the reference. The median of ${rounds} builds.`,
        unit: seconds,
        figures: figuresOf(['docs:build'], durations),
      },
    ];
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}
