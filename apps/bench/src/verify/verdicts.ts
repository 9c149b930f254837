import { execFile } from 'node:child_process';
import { glob, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Grid } from '../reports/table.ts';
import { contractFile, drift, ours, recordings } from './commands.ts';
import { entriesIn, type HarEntry } from './peers/har.ts';
import { peers } from './peers/peers.ts';

/** A recording, and its exchanges that break the contract. */
interface Case {
  file: string;
  entries: HarEntry[];
  wrong: ReadonlySet<number>;
  /** Whether the breach is an undeclared member, which only `--strict` reports. */
  isStrict: boolean;
}

/** Returns the exchanges of a recording that a candidate reports. */
type Judge = (recording: Case) => Promise<ReadonlySet<number>>;

/** What each candidate finds, misses, and reports wrongly in the tracked recordings. */
export async function benchVerdicts(): Promise<Grid> {
  const folder = await mkdtemp(join(tmpdir(), 'verdicts-'));
  try {
    const cases = await trackedCases();
    const judges: Record<string, Judge> = {
      '@batch-status/contract-tests': judgedByUs,
      'redocly drift': (recording) => judgedByDrift(recording, folder),
    };
    for (const [name, create] of Object.entries(peers)) {
      const objects = await create(contractFile);
      judges[name] = async ({ entries }) => {
        const objected = new Set<number>();
        for (const [index, entry] of entries.entries())
          if (await objects(entry)) objected.add(index);
        return objected;
      };
    }
    const figures: Grid['figures'] = [];
    for (const [name, judge] of Object.entries(judges)) {
      figures.push({ name, values: await count(cases, judge) });
    }
    const exchanges = cases.reduce((sum, { entries }) => sum + entries.length, 0);
    const wrong = cases.reduce((sum, recording) => sum + recording.wrong.size, 0);
    return {
      name: 'verify-verdicts',
      title: 'What is found in recordings',
      note: `Numbers of exchanges. \`recordings/\` has ${exchanges}; ${wrong} of these break the contract in one of ${cases.length - (await validFiles())} ways. A candidate misses what it cannot express: only ours checks two responses together, and the rules of the contract. Ours runs with \`--strict\` where the breach is an undeclared member. \`drift\` gets the URL of the server, and its reports below a warning do not count, since it reports undocumented request headers in every exchange. A Pact states what a consumer expects, so it allows missing members. openapi-response-validator does not see content types, and gets the schema of a range of statuses for a status that it does not know. Prism runs as a proxy in front of a server that responds as recorded.`,
      columns: ['found', 'missed', 'false', 'recordings wholly found'].map((title) => ({
        name: title,
        format: 'whole',
      })),
      figures,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function trackedCases(): Promise<Case[]> {
  const cases: Case[] = [];
  for await (const file of glob('{valid,invalid}/*.har', { cwd: recordings })) {
    const path = join(recordings, file);
    const findings = file.startsWith('valid')
      ? []
      : (JSON.parse(await readFile(path.replace(/har$/, 'findings.json'), 'utf8')) as {
          entry: number;
          rule: string;
        }[]);
    const isStrict = findings.some(({ rule }) => rule === 'undeclared-member');
    const wrong = new Set(findings.map(({ entry }) => entry));
    cases.push({ file: path, entries: await entriesIn(path), wrong, isStrict });
  }
  return cases;
}

async function validFiles(): Promise<number> {
  return (await readdir(join(recordings, 'valid'))).length;
}

async function count(cases: Case[], judge: Judge): Promise<number[]> {
  let [found, missed, invented, whollyFound] = [0, 0, 0, 0];
  for (const recording of cases) {
    const objected = await judge(recording);
    const hits = [...recording.wrong].filter((index) => objected.has(index)).length;
    found += hits;
    missed += recording.wrong.size - hits;
    invented += objected.size - hits;
    if (recording.wrong.size > 0 && hits === recording.wrong.size) whollyFound++;
  }
  return [found, missed, invented, whollyFound];
}

async function judgedByUs({ file, isStrict }: Case): Promise<ReadonlySet<number>> {
  const { findings } = JSON.parse(
    await output([...ours, ...(isStrict ? ['--strict'] : []), '--format', 'json', file]),
  ) as {
    findings: { in: { entry: number } }[];
  };
  return new Set(findings.map((finding) => finding.in.entry));
}

/** Of exchanges with the same problem it reports only one, so it gets each exchange alone. */
async function judgedByDrift(
  { file, entries }: Case,
  folder: string,
): Promise<ReadonlySet<number>> {
  const objected = new Set<number>();
  if (!(await driftObjects(file))) return objected;
  for (const [index, entry] of entries.entries()) {
    const alone = join(folder, 'alone.har');
    await writeFile(alone, JSON.stringify({ log: { version: '1.2', entries: [entry] } }));
    if (await driftObjects(alone)) objected.add(index);
  }
  return objected;
}

async function driftObjects(file: string): Promise<boolean> {
  const { origin } = new URL((await entriesIn(file))[0]!.request.url);
  const report = await output([...drift(file), '--server', origin, '--format', 'json']);
  return (JSON.parse(report) as { problems: unknown[] }).problems.length > 0;
}

const run = promisify(execFile);

/** What Node prints, also if its exit code is 1. */
async function output(args: string[]): Promise<string> {
  try {
    return (await run(process.execPath, args, { maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: unknown };
    if (stdout && code === 1) return stdout;
    throw error;
  }
}
