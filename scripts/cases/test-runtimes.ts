/**
 * `pnpm test:runtimes`: runs the cases of `packages/client-suite` in every runtime, over the packages
 * as they are published. The last line counts what passed, failed, and was skipped.
 */
import { parseArgs } from 'node:util';
import { buildCheck, runCheck } from '../check/checks.ts';
import { Progress, screenFor, systemTicker } from '../check/progress.ts';
import { summarize } from '../check/summary.ts';
import { hangLimit } from '../hang-limit.ts';
import { Failed, stopAll } from '../run.ts';
import { allRuntimes } from './runtimes/all-runtimes.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { selectionOf, testCases } from './test-cases.ts';

const help = `Usage: pnpm test:runtimes [options]

Packs every published package, installs the tarballs with npm into an empty project, and runs all
cases of packages/client-suite there, in every runtime.

Options:
  --only <names>       run in these runtimes only, separated by commas: ${allRuntimes.map(({ id }) => id).join(', ')}
  --list               list the runtimes that are present, and those that are missing
  --timeout <seconds>  stop a runtime if no case has ended for so long (default: ${hangLimit / 1000})
  --help               show this help`;

function settings(args: string[]) {
  const options = {
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    timeout: { type: 'string', default: String(hangLimit / 1000) },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Failed(`${(error as Error).message}\n\n${help}`, 2);
  }
}

const isNamed = ({ id, runtime }: Runtime, name: string): boolean =>
  id === name || runtime === name;

function selected(only: string | undefined): readonly Runtime[] {
  if (only === undefined) return allRuntimes;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !allRuntimes.some((each) => isNamed(each, name)));
  if (unknown.length > 0) {
    const ids = allRuntimes.map(({ id }) => id).join(', ');
    throw new Failed(`There is no runtime “${unknown[0]}”; use one of ${ids}.`, 2);
  }
  return allRuntimes.filter((each) => names.some((name) => isNamed(each, name)));
}

function list(runtimes: readonly Runtime[]): string {
  return runtimes
    .map((runtime) => {
      const found = runtime.find();
      const where =
        'path' in found ? `present  ${found.path}` : `missing  to install it: ${found.missing}`;
      return `${runtime.id.padEnd(9)} ${where}`;
    })
    .join('\n');
}

async function main(): Promise<void> {
  const { only, list: isList, timeout, help: isHelp } = settings(process.argv.slice(2));
  if (isHelp) return console.log(help);
  const runtimes = selected(only);
  if (isList) return console.log(list(runtimes));
  const seconds = Number(timeout);
  if (!(seconds > 0)) throw new Failed('`--timeout` must be a number of seconds.', 2);
  const progress = new Progress(screenFor(process.stdout), systemTicker);
  const results = [];
  if (process.env['TARBALLS'] === undefined) results.push(await runCheck(buildCheck, progress));
  if (results.every(({ failed }) => failed.length === 0)) {
    results.push(...(await testCases(selectionOf(runtimes), progress, seconds * 1000)));
  }
  const machine = { platform: process.platform, ci: process.env['CI'] === 'true' };
  const { text, ok } = summarize(results, machine);
  progress.print(`\n${text}`);
  process.exitCode = ok ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopAll();
    process.exit(1);
  });
}
try {
  await main();
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exitCode = error instanceof Failed ? error.exitCode : 1;
}
