import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fromRoot, start } from '../run.ts';
import { runtimes } from '../runtimes.ts';
import { formatSeconds, type Progress } from './progress.ts';
import { readEvents, type RunEvent } from './run-events.ts';
import type { Result } from './summary.ts';

export interface TestRun {
  name: string;
  command: string[];
  env: Record<string, string>;
}

const run = [
  fromRoot('node_modules/vitest/vitest.mjs'),
  'run',
  `--reporter=${fromRoot('scripts/check/vitest-reporter.ts')}`,
];

/** The fetch client, without the cases, and without what does not depend on the runtime. */
const fetchClient = [
  'packages/fetch-client',
  '--exclude=packages/fetch-client/test/cases.test.ts',
  '--exclude=packages/fetch-client/test/judge-case.test.ts',
  '--exclude=packages/fetch-client/test/proxy/workerd.test.ts',
];

/** The client suite runs wherever the fetch client does; everything else needs Node. */
export const inNode: TestRun = {
  name: 'tests in Node',
  // The cases run over the tarballs, in Node too.
  command: [runtimes.node, ...run, '--exclude=packages/*/test/cases.test.ts'],
  env: { TEST_RUNTIME: 'node' },
};
export const inDeno: TestRun = {
  name: 'tests in Deno',
  command: [runtimes.deno, 'run', '-A', ...run, ...fetchClient],
  env: { TEST_RUNTIME: 'deno', TEST_NODE: runtimes.node },
};
export const inBun: TestRun = {
  name: 'tests in Bun',
  command: [runtimes.bun, '--bun', ...run, '--pool=threads', ...fetchClient],
  env: { TEST_RUNTIME: 'bun', TEST_NODE: runtimes.node },
};
export const inChromium: TestRun = {
  name: 'tests in Chromium',
  command: [runtimes.node, ...run],
  env: { TEST_RUNTIME: 'chromium' },
};
export const long: TestRun = {
  name: 'long tests in Node',
  command: [runtimes.node, ...run],
  env: { TEST_RUNTIME: 'long' },
};

/** Runs tests, and prints each failure when it happens. */
export async function runTests(
  { name, command, env }: TestRun,
  progress: Progress,
): Promise<Result> {
  const result: Result = { passed: 0, failed: [], skipped: [] };
  let [files, filesDone, ended] = [0, 0, false];

  const onEvent = (event: RunEvent): void => {
    if (event.type === 'started') {
      files = event.files;
    } else if (event.type === 'file') {
      filesDone += 1;
      result.passed += event.passed;
      result.skipped.push(...event.skipped);
    } else if (event.type === 'failed') {
      result.failed.push(`${name}: ${event.name}`);
      progress.print(`✗ ${name}: ${event.name}\n${indent(shorten(event.details.trimEnd()))}\n`);
    } else {
      ended = true;
    }
  };
  const status = (): string =>
    files === 0
      ? 'starting'
      : `${filesDone} of ${files} files done, ${result.passed} passed, ${result.failed.length} failed`;

  const work = (): Promise<{ ok: boolean; output: string }> => follow(command, env, onEvent);
  const { result: outcome, seconds } = await progress.during(name, work, status);
  // A run can also fail outside its tests, or without one.
  const broken = !outcome.ok || !ended || result.passed === 0;
  if (broken && result.failed.length === 0) {
    result.failed.push(name);
    progress.print(indent(outcome.output || 'It ended before its tests did.'));
  }
  const mark = result.failed.length === 0 ? '✓' : '✗';
  const counts = `${result.passed} passed, ${result.failed.length} failed`;
  progress.print(`${mark} ${name}: ${counts} (${formatSeconds(seconds)})`);
  return result;
}

async function follow(
  command: readonly string[],
  env: Record<string, string>,
  onEvent: (event: RunEvent) => void,
): Promise<{ ok: boolean; output: string }> {
  const child = start(command, env);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const outputs = Promise.all([readEvents(child.stdout, onEvent), text(child.stderr)]);
  try {
    const [[code], texts] = await Promise.all([closed, outputs]);
    return { ok: code === 0, output: texts.join('\n').trim() };
  } catch (error) {
    return { ok: false, output: `${command[0]} cannot be run: ${(error as Error).message}` };
  }
}

/** Otherwise, the difference of two large values would push everything else off the screen. */
function shorten(details: string): string {
  const lines = details.split('\n');
  if (lines.length <= longest) return details;
  return `${lines.slice(0, longest).join('\n')}\n… ${lines.length - longest} lines more`;
}

const longest = 80;

const indent = (details: string): string => details.replaceAll(/^(?=.)/gm, '    ');
