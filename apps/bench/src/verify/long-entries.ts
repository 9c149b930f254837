import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildPackages } from '../package-command.ts';
import { runMeasured, type Run } from '../process/measured-process.ts';
import type { Table } from '../reports/table.ts';
import { megabytes, milliseconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { ours } from './commands.ts';
import { ordinaryBody } from './hostile-bodies.ts';

const rounds = 3;
/** Recordings of about 30 MB, by the number of calls in each body. */
const recordings = [
  { name: 'entries of 3 kB', entries: 10_000, calls: 20 },
  { name: 'entries of 300 kB', entries: 100, calls: 2_500 },
  { name: 'entries of 14 MB', entries: 2, calls: 105_000 },
];

/** CPU and peak memory of verifying recordings of one size that have few or many entries. */
export async function benchLongEntries(): Promise<Table[]> {
  await buildPackages();
  const folder = await mkdtemp(join(tmpdir(), 'entries-'));
  try {
    const files: string[] = [];
    for (const { name, entries, calls } of recordings) {
      const file = join(folder, `${name}.ndjson`);
      await writeFile(file, entryWith(ordinaryBody(calls)).repeat(entries));
      files.push(file);
    }
    const runs: Run[][] = [];
    for (let round = 0; round < rounds; round++) {
      const row: Run[] = [];
      for (const file of files) row.push(await verify(file));
      runs.push(row);
    }
    const figures = (valueOf: (run: Run) => number) =>
      figuresOf(
        recordings.map(({ name }) => name),
        runs.map((row) => row.map(valueOf)),
      );
    return [
      {
        name: 'verify-entries',
        title: 'Verifying long entries',
        note: 'Milliseconds of CPU of a process that verifies a recording of 30 MB. The ratio is to entries of 3 kB.',
        unit: milliseconds,
        figures: figures(({ cpu }) => cpu),
      },
      {
        name: 'verify-entries-memory',
        title: 'Memory of verifying long entries',
        note: 'The peak of resident memory of the same processes, in megabytes.',
        unit: megabytes,
        figures: figures(({ memory }) => memory / 1e6),
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function verify(file: string): Promise<Run> {
  const run = await runMeasured([...ours, file]);
  if (run?.code !== 0) throw new Error(`A recording was not verified: ${run?.stdout}`);
  return run;
}

const entryWith = (body: string): string =>
  `${JSON.stringify({
    startedDateTime: '2026-01-01T00:00:00.000Z',
    time: 10,
    request: {
      method: 'GET',
      url: 'http://api.example.test/v1/api/batch-calls/batch_1/status',
      headers: [],
    },
    response: {
      status: 200,
      headers: [{ name: 'content-type', value: 'application/json' }],
      content: { size: body.length, mimeType: 'application/json', text: body },
    },
  })}\n`;
