import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runMeasured, type Run } from '../process/measured-process.ts';
import type { Column, Grid } from '../reports/table.ts';
import { formatted, type Format } from '../reports/units.ts';
import { median } from '../rounds/statistics.ts';
import { contractFile, drift, ours } from './commands.ts';
import { peers } from './peers/peers.ts';
import { writeRecording } from './recording.ts';

const sizes: { name: string; bytes: number; rounds: number }[] = [
  { name: '1 kB', bytes: 1e3, rounds: 5 },
  { name: '1 MB', bytes: 1e6, rounds: 3 },
  { name: '16 MB', bytes: 16e6, rounds: 3 },
  { name: '256 MB', bytes: 256e6, rounds: 3 },
  { name: '1 GB', bytes: 1e9, rounds: 2 },
];
const parsing = 'readFile + JSON.parse';
const us = '@batch-status/contract-tests';
/** In milliseconds. A run that would take longer, judging by the previous size, is left out. */
const timeLimit = 30_000;
const gigabyte = 1e9;

type Measured = Pick<Run, 'time' | 'memory'>;

/** Time and peak memory of a process that verifies a recording, for each candidate and size. */
export async function benchSpeed(): Promise<Grid[]> {
  const folder = await mkdtemp(join(tmpdir(), 'recordings-'));
  try {
    const { bavail, bsize } = await statfs(folder);
    const room = bavail * bsize - 4 * gigabyte;
    const names = [parsing, us, 'redocly drift', ...Object.keys(peers)];
    const measured = new Map<string, (Measured | undefined)[]>(names.map((name) => [name, []]));
    const facts: string[] = [];
    for (const [index, { name: size, bytes, rounds }] of sizes.entries()) {
      if (bytes > room) break;
      const file = join(folder, 'recording.har');
      const { exchanges, distinct } = await writeRecording(file, bytes);
      facts.push(`${exchanges} in ${size} (${formatted(1 - distinct, 'percent')} repeated)`);
      const growth = bytes / (sizes[index - 1]?.bytes ?? bytes);
      const able = names.filter((name) => {
        const runs = measured.get(name)!;
        const last = runs.at(-1);
        // The start of a process takes the same time for every size.
        return index === 0 || (last && (last.time - runs[0]!.time) * growth < timeLimit);
      });
      const runs = await measure(able, file, rounds);
      for (const name of names) measured.get(name)!.push(runs.get(name));
    }
    return grids(measured, facts);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(
  names: string[],
  file: string,
  rounds: number,
): Promise<Map<string, Measured | undefined>> {
  const all = new Map<string, Run[]>(names.map((name) => [name, []]));
  const unable = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      if (unable.has(name)) continue;
      const run = await runMeasured(argumentsOf(name, file), 2 * timeLimit);
      if (run && hasVerified(run)) all.get(name)!.push(run);
      else unable.add(name);
    }
  }
  return new Map(
    [...all].map(([name, runs]) => [
      name,
      unable.has(name)
        ? undefined
        : {
            time: median(runs.map(({ time }) => time)),
            memory: Math.max(...runs.map(({ memory }) => memory)),
          },
    ]),
  );
}

/** A process that has findings exits with 1, as does one that ran out of memory, which prints no report. */
const hasVerified = ({ code, stdout }: Run): boolean =>
  code === 0 || (code === 1 && /^\s*\{|problem/.test(stdout));

function argumentsOf(name: string, file: string): string[] {
  if (name === us) return [...ours, file];
  if (name === 'redocly drift') return [...drift(file), '--server', 'http://api.example.test'];
  return [join(import.meta.dirname, 'peers', 'peer.ts'), name, contractFile, file];
}

const columns = (format: Format): Column[] => sizes.map(({ name }) => ({ name, format }));

function grids(measured: Map<string, (Measured | undefined)[]>, facts: string[]): Grid[] {
  const figures = (valueOf: (run: Measured, size: number) => number | undefined): Grid['figures'] =>
    [...measured].map(([name, runs]) => ({
      name,
      values: sizes.map((_, index) => runs[index] && valueOf(runs[index], index)),
    }));
  return [
    {
      name: 'verify-time',
      title: 'Verifying a recording',
      note: `Seconds from the start of a process until its exit, as medians. The recordings are generated, with seed 1, of 48 clients that watch batches. Exchanges, and the share of bodies that repeat an earlier one: ${facts.join(', ')}. An empty cell is a run that would take more than ${timeLimit / 1000} s, judging by the previous size, or that failed, for example because a string was longer than 512 MB.`,
      columns: columns('hundredths'),
      figures: figures(({ time }) => time / 1000),
    },
    {
      name: 'verify-speed',
      title: 'Speed of verifying',
      note: 'Megabytes per second, including the start of the process.',
      columns: columns('significant'),
      figures: figures(({ time }, index) => sizes[index]!.bytes / 1000 / time),
    },
    {
      name: 'verify-ratio',
      title: 'Speed of verifying relative to parsing',
      note: 'The speed divided by that of a process that only reads and parses the recording as a whole. Like the peers, that process runs TypeScript, whose types Node removes at the start; ours is built.',
      columns: columns('hundredths'),
      figures: figures(({ time }, index) => {
        const parsed = measured.get(parsing)![index];
        return parsed && parsed.time / time;
      }),
    },
    {
      name: 'verify-memory',
      title: 'Memory of verifying',
      note: 'The peak of resident memory in megabytes, as the highest of all rounds.',
      columns: columns('whole'),
      figures: figures(({ memory }) => memory / 1e6),
    },
  ];
}
