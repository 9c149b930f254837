import { execFile } from 'node:child_process';
import { glob, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { whole, type Grid } from '../table.ts';
import { contractFile, drift, ours, recordings } from './commands.ts';
import { entriesIn, type HarEntry } from './har.ts';
import { peers } from './peers.ts';

/** A recording, and which of its exchanges are wrong. */
interface Case {
  file: string;
  entries: HarEntry[];
  wrong: ReadonlySet<number>;
  /** What is wrong is a member that the contract does not name, which is only asked for. */
  isStrict: boolean;
}

/** Which exchanges of a recording a candidate objects to. */
type Judge = (recording: Case) => Promise<ReadonlySet<number>>;

/** What each candidate finds, misses and finds for no reason in the tracked recordings. */
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
      note: `Exchanges, of the ${exchanges} in \`recordings/\`, of which ${wrong} are wrong in one of ${cases.length - (await validFiles())} ways. What a candidate cannot express it misses: none but ours judges two answers together or the contract’s rules. Ours is asked for undeclared members where that is what is wrong; \`drift\` is told the server, and what it says below a warning (of undocumented request headers, in every exchange) is not counted; a Pact is what a consumer expects, so members may be missing there; openapi-response-validator is never told of content types, and gets the schema of a range of statuses where it knows none; Prism is the proxy, before a server that answers as recorded.`,
      columns: ['found', 'missed', 'false', 'recordings wholly found'].map((title) => ({
        name: title,
        format: whole,
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

/** It tells one exchange of those that it objects to alike, so each is given alone if it objects. */
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

/** What Node prints for these arguments, whatever its exit code. */
async function output(args: string[]): Promise<string> {
  try {
    return (await run(process.execPath, args, { maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: unknown };
    if (stdout && code === 1) return stdout;
    throw error;
  }
}
