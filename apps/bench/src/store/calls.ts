import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Table } from '../reports/table.ts';
import { microseconds, perSecond } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import type { Work } from './worker-apart.ts';

const rounds = 5;
const jobs = 20_000;

const workers: Record<string, string[]> = {
  'BullMQ alone': [],
  'tracked calls': ['--tracked'],
  'calls of a cancelled batch': ['--tracked', '--cancelled'],
};

/** What tracking adds to a worker of BullMQ and to its Redis. */
export async function benchCalls(port: number): Promise<Table[]> {
  const names = Object.keys(workers);
  const runs: Work[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: Work[] = [];
    for (const args of Object.values(workers)) row.push(await work(port, args));
    runs.push(row);
  }
  const table = (figureOf: (run: Work) => number) =>
    figuresOf(
      names,
      runs.map((row) => row.map(figureOf)),
    );
  const load = 'A worker with 20 empty jobs at once. The ratio is to BullMQ alone.';
  return [
    {
      name: 'store-call-redis',
      title: 'Both transitions of a call, in Redis',
      note: `Microseconds of CPU of Redis for each job. ${load}`,
      unit: microseconds,
      figures: table(({ redis }) => redis),
    },
    {
      name: 'store-call-worker',
      title: 'Both transitions of a call, in a worker',
      note: `Microseconds of CPU of the worker for each job. ${load}`,
      unit: microseconds,
      figures: table(({ worker }) => worker),
    },
    {
      name: 'store-drain',
      title: 'Emptying a queue',
      note: `Jobs per second of wall-clock time. ${load}`,
      unit: perSecond,
      figures: table(({ time }) => 1000 / time),
    },
  ];
}

async function work(port: number, args: readonly string[]): Promise<Work> {
  const file = fileURLToPath(new URL('worker-apart.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--conditions=@batch-status/source', file, '--port', String(port)],
    ...['--jobs', String(jobs), ...args],
  ]);
  return JSON.parse(stdout) as Work;
}
