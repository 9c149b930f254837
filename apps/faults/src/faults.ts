/**
 * `pnpm faults`: runs the script of each fault, or of those named, prints a table, and exits with 1
 * if one fails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { findRedis } from '@batch-status/loopback/redis';
import { rows, type Row } from './rows.ts';

/** Rows mostly wait. More at once would compete for two processors. */
const atOnce = 2;

interface Result {
  row: Row;
  seconds: number;
  ok: boolean;
  seen: string;
}

async function run(row: Row): Promise<Result> {
  const startedAt = performance.now();
  const file = fileURLToPath(new URL(`rows/${row.script}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@batch-status/source', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const ok = child.exitCode === 0;
  if (!ok) console.error(`\n${row.script}:\n${errors}`);
  const seconds = (performance.now() - startedAt) / 1000;
  return { row, seconds, ok, seen: ok ? describe(output) : 'see above' };
}

function describe(output: string): string {
  const seen = JSON.parse(output) as Record<string, number>;
  return Object.entries(seen)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

async function runAll(chosen: readonly Row[]): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...chosen];
  const runNext = async (): Promise<void> => {
    for (let row = left.shift(); row; row = left.shift()) results.push(await run(row));
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return results.toSorted((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !rows.some(({ script }) => script === name));
if (unknown !== undefined) {
  console.error(
    `There is no fault ${unknown}; use ${rows.map(({ script }) => script).join(', ')}.`,
  );
  process.exit(2);
}
if (!findRedis()) {
  console.error('There is no redis-server or valkey-server in the path; install one of them.');
  process.exit(2);
}
const results = await runAll(
  rows.filter(({ script }) => names.length === 0 || names.includes(script)),
);
const width = Math.max(...rows.map(({ fault }) => fault.length));
for (const { row, seconds, ok, seen } of results) {
  const time = `${seconds.toFixed(0)} s`.padStart(6);
  console.log(`${ok ? '✓' : '✗'} ${row.fault.padEnd(width)} ${time}  ${seen}`);
}
const failed = results.filter(({ ok }) => !ok).length;
console.log(`\n${results.length - failed} passed, ${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;
