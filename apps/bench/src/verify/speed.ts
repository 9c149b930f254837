import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { median } from '../measure.ts';
import { decimal, percent, whole, type Column, type Grid } from '../table.ts';
import { contractFile, drift, ours } from './commands.ts';
import { peers } from './peers.ts';
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
/** In milliseconds. What would take longer, as far as the last size tells, is not tried. */
const timeLimit = 30_000;
const gigabyte = 1e9;

/** What a run took: milliseconds from start to exit, and the peak of memory in bytes. */
interface Run {
  time: number;
  memory: number;
}

/** How long each candidate takes for a recording, from its process's start to its end, and what memory. */
export async function benchSpeed(): Promise<Grid[]> {
  const folder = await mkdtemp(join(tmpdir(), 'recordings-'));
  try {
    const { bavail, bsize } = await statfs(folder);
    const room = bavail * bsize - 4 * gigabyte;
    const names = [parsing, us, 'redocly drift', ...Object.keys(peers)];
    const measured = new Map<string, (Run | undefined)[]>(names.map((name) => [name, []]));
    const facts: string[] = [];
    for (const [index, { name: size, bytes, rounds }] of sizes.entries()) {
      if (bytes > room) break;
      const file = join(folder, 'recording.har');
      const { exchanges, distinct } = await writeRecording(file, bytes);
      facts.push(
        `${exchanges} exchanges in ${size} (${percent(1 - distinct)} of the bodies repeated)`,
      );
      const growth = bytes / (sizes[index - 1]?.bytes ?? bytes);
      const able = names.filter((name) => {
        const runs = measured.get(name)!;
        const last = runs.at(-1);
        // The start of a process takes the same, however long the recording is.
        return index === 0 || (last && (last.time - runs[0]!.time) * growth < timeLimit);
      });
      const runs = await measure(able, file, rounds, folder);
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
  folder: string,
): Promise<Map<string, Run | undefined>> {
  const all = new Map<string, Run[]>(names.map((name) => [name, []]));
  const unable = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      if (unable.has(name)) continue;
      const run = await runOnce(argumentsOf(name, file), join(folder, 'usage'));
      if (run) all.get(name)!.push(run);
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

function argumentsOf(name: string, file: string): string[] {
  if (name === us) return [...ours, file];
  if (name === 'redocly drift') return [...drift(file), '--server', 'http://api.example.test'];
  return [fileURLToPath(new URL('peer.ts', import.meta.url)), name, contractFile, file];
}

/** Writes the peak of memory into a file when the process ends. In plain JavaScript, which is loaded at once. */
const usageHook = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.on('exit', () => {
    writeFileSync(process.env.USAGE_FILE, String(process.resourceUsage().maxRSS * 1024));
  });`)}`;
const execute = promisify(execFile);

/** @returns `undefined` if the process failed or took too long. */
async function runOnce(args: string[], usage: string): Promise<Run | undefined> {
  const startedAt = performance.now();
  try {
    await execute(process.execPath, ['--import', usageHook, ...args], {
      env: { ...process.env, USAGE_FILE: usage, REDOCLY_TELEMETRY: 'off' },
      maxBuffer: 1 << 28,
      timeout: 2 * timeLimit,
      killSignal: 'SIGKILL',
    });
  } catch (error) {
    // What is found is not what is measured; a process that was killed, or ran out of memory, is.
    if (
      (error as { code?: unknown }).code !== 1 ||
      !/^\s*\{|problem/.test(String((error as { stdout?: string }).stdout))
    )
      return undefined;
  }
  return { time: performance.now() - startedAt, memory: Number(await readFile(usage, 'utf8')) };
}

const columns = (format: Column['format']): Column[] => sizes.map(({ name }) => ({ name, format }));

function grids(measured: Map<string, (Run | undefined)[]>, facts: string[]): Grid[] {
  const figures = (valueOf: (run: Run, size: number) => number | undefined): Grid['figures'] =>
    [...measured].map(([name, runs]) => ({
      name,
      values: sizes.map((_, index) => runs[index] && valueOf(runs[index], index)),
    }));
  const made = `Recordings are generated, seed 1, of 48 clients that watch batches: ${facts.join(', ')}.`;
  const empty = `Empty: more than ${timeLimit / 1000} s by the size before, or failed, as strings of more than 512 MB do.`;
  return [
    {
      name: 'verify-time',
      title: 'Verifying a recording',
      note: `Seconds from the start of a process to its end, medians. ${made} ${empty}`,
      columns: columns(decimal),
      figures: figures(({ time }) => time / 1000),
    },
    {
      name: 'verify-speed',
      title: 'Speed of verifying',
      note: `Megabytes a second, the start of the process included.`,
      columns: columns((value) => (value < 10 ? decimal(value) : whole(value))),
      figures: figures(({ time }, index) => sizes[index]!.bytes / 1000 / time),
    },
    {
      name: 'verify-ratio',
      title: 'Speed of verifying beside parsing',
      note: `How often as fast as a process that only reads and parses the recording as a whole.`,
      columns: columns(decimal),
      figures: figures(({ time }, index) => {
        const parsed = measured.get(parsing)![index];
        return parsed && parsed.time / time;
      }),
    },
    {
      name: 'verify-memory',
      title: 'Memory of verifying',
      note: `Peak of resident memory in megabytes, the highest of the rounds.`,
      columns: columns(whole),
      figures: figures(({ memory }) => memory / 1e6),
    },
  ];
}
