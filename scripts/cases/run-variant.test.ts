import type { LocatedCase } from '@batch-status/client-suite/runner';
import { expect, onTestFinished, test } from 'vitest';
import type { Result } from '../check/summary.ts';
import { startCaseServer } from './case-server.ts';
import { processSession } from './runtimes/process-session.ts';
import { missingResult, unrunResult } from './run-all.ts';
import { runVariant } from './run-variant.ts';
import type { Program, Runtime, Variant } from './runtimes/runtime.ts';
import type { After } from './watchdog.ts';

const cases: LocatedCase[] = ['first', 'second'].map((name) => ({
  file: 'cases/some.json',
  name,
  fault: 'good',
  expected: { batch: 'good', requests: 1 },
}));

/** A runtime that runs this code in Node, which has the URL of the run and a way to report. */
function runtimeOf(code: string): Runtime & { variants: [Variant] } {
  const start = async ({ serverUrl, runs, folder }: Program) => {
    const prepared = `
      const url = '${serverUrl}/runs/${runs[0]!.run}';
      const report = (index, problems) =>
        fetch(url + '/' + index, { method: 'POST', body: JSON.stringify(problems) });
      (async () => { ${code} })();`;
    return processSession([process.execPath, '-e', prepared], folder);
  };
  const variants: [Variant] = [{ title: 'import', clients: ['fetch'], start }];
  const find = () => ({ path: process.execPath });
  return { id: 'some', title: 'Some runtime', runtime: 'node', find, variants };
}

/** Timers that a test fires. */
function manualTimers() {
  const callbacks = new Set<() => void>();
  const after: After = (_ms, callback) => {
    callbacks.add(callback);
    return () => callbacks.delete(callback);
  };
  const fire = (): void => {
    for (const callback of callbacks) callback();
  };
  return { after, fire };
}

async function runCode(code: string, onCase: (fire: () => void) => void = () => undefined) {
  const runtime = runtimeOf(code);
  const server = await startCaseServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const { after, fire } = manualTimers();
  const printed: string[] = [];
  const result: Result = await runVariant(runtime, runtime.variants[0], cases, {
    server,
    folder: import.meta.dirname,
    timeout: 60_000,
    after,
    print: (text) => printed.push(text),
    onCase: () => onCase(fire),
  });
  return { ...result, output: printed.join('\n') };
}

const name = 'cases in Some runtime (import)';

test('each case that passes counts', async () => {
  const result = await runCode('await report(0, []); await report(1, []);');
  expect(result).toEqual({ passed: 2, failed: [], skipped: [], output: '' });
});

test('a case that fails is named with its file, and what is wrong is printed', async () => {
  const result = await runCode("await report(0, []); await report(1, ['it is wrong']);");
  expect(result).toMatchObject({ passed: 1, failed: [`${name}: fetch: cases/some.json: second`] });
  expect(result.output).toContain('it is wrong');
});

test('a result that comes twice counts once', async () => {
  const result = await runCode('await report(0, []); await report(0, []); await report(1, []);');
  expect(result).toMatchObject({ passed: 2, failed: [] });
});

test('a runtime that ends before its last case fails with its output', async () => {
  const result = await runCode("await report(0, []); console.log('tired');");
  expect(result).toMatchObject({
    passed: 1,
    failed: [`${name}: ended: fetch: cases/some.json: second`],
  });
  expect(result.output).toContain('tired');
});

test('a runtime that fails after its last case fails', async () => {
  const code = "await report(0, []); await report(1, []); throw new Error('a leak');";
  const result = await runCode(code);
  expect(result).toMatchObject({ passed: 2, failed: [`${name}: ended: after the last case`] });
  expect(result.output).toContain('a leak');
});

test('a runtime in which no case ends is stopped, and its last output is printed', async () => {
  const hang = "console.log('I wait.'); await report(0, []); setInterval(() => undefined, 5000);";
  const result = await runCode(hang, (fire) => setImmediate(fire));
  expect(result).toMatchObject({
    passed: 1,
    failed: [`${name}: stopped: fetch: cases/some.json: second`],
  });
  expect(result.output).toContain('No case ended within 60 s.');
  expect(result.output).toContain('I wait.');
});

test('a runtime that does not end after its last case is stopped', async () => {
  const hang = 'await report(0, []); await report(1, []); setInterval(() => undefined, 5000);';
  let ended = 0;
  const result = await runCode(hang, (fire) => {
    ended += 1;
    if (ended === 2) setImmediate(fire);
  });
  expect(result).toMatchObject({ passed: 2, failed: [`${name}: stopped: after the last case`] });
});

test('a runtime that cannot start fails', async () => {
  const runtime = runtimeOf('');
  runtime.variants[0].start = () => Promise.reject(new Error('no such program'));
  const server = await startCaseServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const printed: string[] = [];
  const result = await runVariant(runtime, runtime.variants[0], cases, {
    server,
    folder: import.meta.dirname,
    timeout: 60_000,
    after: manualTimers().after,
    print: (text) => printed.push(text),
    onCase: () => undefined,
  });
  expect(result.failed).toEqual([`${name}: cannot start`]);
  expect(printed.join('\n')).toContain('no such program');
});

test('a missing runtime has failed, or is skipped if it is optional', () => {
  const missing: Runtime = { ...runtimeOf(''), find: () => ({ missing: 'install it' }) };
  expect(missingResult(missing)).toEqual({
    passed: 0,
    failed: ['cases in Some runtime: it is missing. To install it: install it'],
    skipped: [],
  });
  expect(missingResult({ ...missing, isOptional: true })).toMatchObject({
    passed: 0,
    failed: [],
    skipped: [{ name: 'cases in Some runtime' }],
  });
});

test('a case that no runtime has run is an error, unless it is for another runtime', () => {
  const [first, second] = cases as [LocatedCase, LocatedCase];
  const inDeno: LocatedCase = { ...second, only: ['deno'] };
  const failed = ['cases/some.json: first: no runtime has run this case'];
  expect(unrunResult([first], [])).toMatchObject({ failed });
  expect(unrunResult([first], [runtimeOf('')])).toMatchObject({ failed: [] });
  expect(unrunResult([inDeno], [runtimeOf('')])).toMatchObject({ failed: [expect.any(String)] });
});
