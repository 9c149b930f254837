import { readFile } from 'node:fs/promises';
import { plantedPhoneNumber } from '@batch-status/client-suite';
import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { exitCodes } from '../src/exit-codes.ts';
import { apiKey, runCommand, startCommand, workspaceId, type Finished } from './run-command.ts';

const faults = inject('faultServerUrl');
const unreachable = 'http://127.0.0.1:9';
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  server = createReferenceServer({ apiKey, workspaceId });
  ({ url } = await server.listen());
  const soon = { calls: 40, concurrency: 20, meanCallDuration: 0.2, startDelay: 300 };
  for (const id of ['short', 'for-json', 'for-terminal']) server.addBatch(id, soon);
  server.addBatch('long', { calls: 5, meanCallDuration: 600, startDelay: 0 });
  server.addBatch('cancelled', { ...soon, calls: 400, cancelAt: Date.now() + 400 });
});

afterAll(() => server.close());

test('the README tells the exit codes that there are', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const told = [...readme.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
  expect(new Set(told)).toEqual(new Set(Object.values<number>(exitCodes)));
});

/** No output may hold a key or the number of somebody called. */
function expectDiscreet({ stdout, stderr }: Finished): void {
  expect(stdout + stderr).not.toContain(apiKey);
  expect(stdout + stderr).not.toContain(workspaceId);
  expect(stdout + stderr).not.toContain(plantedPhoneNumber.slice(1));
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
}

describe('watch', () => {
  test('follows a batch line by line to its summary, where there is no terminal', async () => {
    const result = await runCommand(['watch', 'short', '--max-staleness', '0.2'], url);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const lines = result.stdout.split('\n');
    expect(lines[0]).toMatch(
      /^short (queued|running): \d+ of 40 done \(\d+ completed, \d+ failed\), \d+ active, \d+ waiting, 0 unaccounted/,
    );
    expect(result.stdout).toContain('short complete: 40 of 40 done');
    expect(result.stdout).toMatch(
      /short is complete: completed\n {2}Calls +\d+ completed, \d+ failed/,
    );
    for (const row of ['Duration', 'Success rate', 'Failures', 'Watching cost']) {
      expect(result.stdout).toContain(row);
    }
    expect(result.stdout).not.toContain('\u001B');
    expectDiscreet(result);
  });

  test('prints a JSON object a change, phone numbers masked', async () => {
    const result = await runCommand(['watch', 'for-json', '--json', '--max-staleness', '0.2'], url);
    expect(result.code).toBe(0);
    const updates = result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, never>);
    expect(updates.at(-1)).toMatchObject({
      batchId: 'for-json',
      phase: 'complete',
      progress: { fraction: 1, done: 40, unaccounted: 0 },
      batch: { total: 40, isComplete: true },
    });
    expect(result.stdout).toMatch(/"phone_number":"•••\d\d"/);
    expect(result.stdout).not.toMatch(/"phone_number":"\+/);
  });

  test('draws a bar in a terminal, never wider than it, and leaves the cursor visible', async () => {
    const args = ['watch', 'for-terminal', '--max-staleness', '0.2'];
    const { code, stdout } = await runCommand(args, url, { terminal: 60 });
    expect(code).toBe(0);
    expect(stdout).toMatch(/█+/);
    expect(stdout).toContain('for-terminal is complete');
    expect(stdout.lastIndexOf('\u001B[?25h')).toBeGreaterThan(stdout.lastIndexOf('\u001B[?25l'));
    // oxlint-disable-next-line no-control-regex -- what a terminal would act upon is what is left out
    const shown = stdout.replaceAll(/\u001B\[[\d;?]*[A-Za-z]/g, '').split(/[\r\n]+/);
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test('ends with 3 when the batch was cancelled', async () => {
    const { code, stdout } = await runCommand(
      ['watch', 'cancelled', '--max-staleness', '0.2'],
      url,
    );
    expect(code).toBe(3);
    expect(stdout).toMatch(/[1-9]\d* unaccounted/);
  });

  test('ends with 4 after --max-wait', async () => {
    const { code, stderr } = await runCommand(['watch', 'long', '--max-wait', '0.3'], url);
    expect(code).toBe(4);
    expect(stderr).toContain('not complete within 0.3 s');
  });

  test('ends with 7 after --stall-after', async () => {
    const args = ['watch', 'long', '--stall-after', '0.3', '--max-staleness', '0.2'];
    const { code, stderr } = await runCommand(args, url);
    expect(code).toBe(7);
    expect(stderr).toContain('No active call has ended for 0.3 s');
  });

  test.each([
    [[], 0],
    [['--fail-on-failed'], 1],
    [['--fail-on-failed', '1'], 1],
    [['--fail-on-failed', '99'], 0],
  ])('with %j, a batch in which calls failed ends with %i', async (args, code) => {
    const result = await runCommand(['watch', 'short', '--json', ...args], url);
    expect(JSON.parse(result.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      batch: { isComplete: true, failed: expect.toSatisfy((failed: number) => failed > 0) },
    });
    expect(result.code).toBe(code);
  });

  test('ends with 130 on Ctrl-C, and says how to go on', async () => {
    const { printed, interrupt, finished } = startCommand(['watch', 'long'], url);
    await printed('active');
    interrupt();
    const { code, stdout, stderr } = await finished;
    expect(code).toBe(130);
    expect(stderr).toContain('batch-status watch long');
    expect(stdout).not.toContain('is complete');
  });

  test('leaves a terminal as it was on Ctrl-C, its last line standing', async () => {
    const terminal = startCommand(['watch', 'long'], url, { terminal: 100 });
    await terminal.printed('active');
    terminal.interrupt();
    const { code, stdout } = await terminal.finished;
    expect(code).toBe(130);
    expect(stdout).toMatch(/active[\s\S]*Stopped[\s\S]*batch-status watch long/);
    expect(stdout.lastIndexOf('\u001B[?25h')).toBeGreaterThan(stdout.lastIndexOf('\u001B[?25l'));
  });

  test('says why there is no answer yet, and goes on', async () => {
    const { printed, interrupt, finished } = startCommand(['watch', 'any'], unreachable);
    await printed('any no answer yet: network');
    interrupt();
    expect((await finished).code).toBe(130);
  });
});

describe('get', () => {
  test('prints the batch for a person', async () => {
    const result = await runCommand(['get', 'long'], url);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toMatch(/Status +\w+\n {2}Completed +0\n {2}Failed +0\n/);
  });

  test('prints the batch as JSON, phone numbers masked', async () => {
    const result = await runCommand(['get', 'good~cli', '--json'], faults);
    expect(JSON.parse(result.stdout)).toMatchObject({ total: 150, completed: 95 });
    expect(result.stdout).toContain('•••99');
    expectDiscreet(result);
  });
});

describe('an error', () => {
  test.each([
    ['unauthorized', 5, '401'],
    ['forbidden', 5, '403'],
    ['not-found', 6, '404'],
    ['teapot', 8, '418'],
    ['html-200', 8, 'not JSON'],
    ['redirect', 8, 'redirected'],
    ['indiscreet', 8, 'may not call'],
    ['retry-after-an-hour', 8, 'asked again in 3600 s'],
  ])('%s is one sentence on standard error, and exit code %i', async (fault, code, words) => {
    const result = await runCommand(['get', `${fault}~cli`], faults);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: GET /);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toContain(words);
    expectDiscreet(result);
  });

  test.each<[string, string[], NodeJS.ProcessEnv, string]>([
    ['no key', ['get', 'b'], { TRILLET_API_KEY: '' }, 'TRILLET_API_KEY'],
    [
      'a key with a line break',
      ['get', 'b'],
      { TRILLET_API_KEY: `${apiKey}\n` },
      'apiKey contains',
    ],
    ['a base URL that is none', ['get', 'b'], { TRILLET_BASE_URL: 'nonsense' }, 'baseUrl'],
    ['a batch id that leads elsewhere', ['get', '..'], {}, 'batchId is a dot segment'],
    ['no batch id', ['watch'], {}, "missing required argument 'batchId'"],
    ['an unknown command', ['wach', 'b'], {}, 'watch'],
    ['an unknown option', ['get', 'b', '--jsno'], {}, '--json'],
    ['a time that is none', ['watch', 'b', '--max-wait', 'soon'], {}, 'number of seconds'],
  ])('of usage is told with exit code 2: %s', async (_what, args, env, words) => {
    const result = await runCommand(args, url, { env });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(words);
    expectDiscreet(result);
  });
});

test('--help fits a screen of 24 lines of 80 characters', async () => {
  for (const args of [['--help'], ['get', '--help'], ['watch', '--help']]) {
    const { code, stdout } = await runCommand(args, url);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  }
});
