import type { ReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { documentedLines } from './watch-schema.ts';
import { runCommand, startCommand, startServer, timeout, unreachableUrl } from './run-command.ts';

const faults = inject('faultServerUrl');
const often = ['--max-staleness', '0.2'];
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  const ended = ['ended-0', 'ended-1', 'ended-99'];
  ({ server, url } = await startServer('by-line', 'by-json', 'by-head', ...ended));
  server.addBatch('cancelled', { calls: 400, startDelay: 0, cancelAt: Date.now() });
});

afterAll(() => server.close());

describe.concurrent('watch, where there is no terminal', { timeout }, () => {
  test('follows a batch line by line to its summary', async () => {
    const { code, stdout, stderr } = await runCommand(['watch', 'by-line', ...often], url);
    expect(stderr).toBe('');
    const [lines = '', summary = ''] = stdout.split('\n\n');
    expect(lines.split('\n')[0]).toBe(
      'by-line queued: 0 of 40 done (0 completed, 0 failed), 0 active, 40 waiting, 0 unaccounted',
    );
    for (const line of lines.split('\n')) {
      expect(line).toMatch(
        /^by-line \w+: \d+ of 40 done \(\d+ completed, \d+ failed\), \d+ active, \d+ waiting, 0 unaccounted(, [\d.]+ calls\/(s|min|h))?(, .+ left)?$/,
      );
    }
    expect(lines).toMatch(/\nby-line complete: 40 of 40 done .+ calls\/s$/);
    expect(summary).toMatch(
      /^by-line is complete: completed\n {2}Calls +\d+ completed, \d+ failed\n {2}Duration +.+\n {2}Average call +0\.\d s\n {2}Success rate +\d+\.\d %\n( {2}Failures +\w.+ \(\d+\).*\n)? {2}Watching cost +\d+ requests.*\n$/,
    );
    expect(code).toBe(0);
  });

  test('prints a JSON object a change, phone numbers masked', async () => {
    const { code, stdout, stderr } = await runCommand(
      ['watch', 'by-json', '--json', ...often],
      url,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const updates = documentedLines(stdout);
    expect(updates.length).toBeGreaterThan(1);
    expect(updates[0]).toMatchObject({ phase: 'queued', nextCheckAt: expect.any(Number) });
    expect(updates.at(-1)).toMatchObject({
      batchId: 'by-json',
      phase: 'complete',
      receivedAt: expect.any(Number),
      progress: { fraction: 1, done: 40, unaccounted: 0, throughput: expect.any(Number) },
      batch: { total: 40, isComplete: true },
    });
    expect(stdout).toMatch(/"phone_number":"•••\d\d"/);
  });

  test.each([
    ['is dialled later', { startDelay: 700 }],
    ['is dialled one call after the other', { concurrency: 1, dialGap: 20 }],
    ['calls again those that failed', { failureRate: 0.5, redialRate: 1, redialDelay: 300 }],
    ['takes long to say that it is complete', { completionDelay: 700 }],
    ['fails throughout', { failureRate: 1 }],
  ])('tells in documented JSON of a batch that %s', async (situation, scenario) => {
    const quick = { calls: 12, startDelay: 0, meanCallDuration: 0.05, requeueDelay: 50 };
    server.addBatch(situation, { ...quick, ...scenario });
    const { code, stdout } = await runCommand(['watch', situation, '--json', ...often], url);
    expect(code).toBe(0);
    const last = documentedLines(stdout).at(-1);
    expect(last).toMatchObject({ phase: 'complete', progress: { fraction: 1, unaccounted: 0 } });
  });

  test('ends with 3 when the batch was cancelled', async () => {
    const { code, stdout } = await runCommand(['watch', 'cancelled', ...often], url);
    expect(code).toBe(3);
    expect(stdout).toMatch(/[1-9]\d* unaccounted/);
    expect(stdout).toContain('cancelled is complete: cancelled');
  });

  test('ends with 4 after --max-wait', async () => {
    const { code, stderr } = await runCommand(['watch', 'long', '--max-wait', '0.3'], url);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /^batch-status: The batch was not complete within 0\.3 s; .+\. Watch it again to go on\.\n$/,
    );
  });

  test('ends with 7 after --stall-after', async () => {
    const args = ['watch', 'long', '--stall-after', '0.3', ...often];
    const { code, stderr } = await runCommand(args, url);
    expect(code).toBe(7);
    expect(stderr).toContain('No active call has ended for 0.3 s');
  });

  test.each([
    [[], 0, 'ended-0'],
    [['--fail-on-failed'], 1, 'ended-1'],
    [['--fail-on-failed', '99'], 0, 'ended-99'],
  ])('with %j, a batch in which calls failed ends with %i', async (args, code, id) => {
    const result = await runCommand(['watch', id, '--json', ...often, ...args], url);
    expect(documentedLines(result.stdout).at(-1)).toMatchObject({
      batch: { isComplete: true, failed: expect.toSatisfy((failed: number) => failed > 0) },
    });
    expect(result.code).toBe(code);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 130 on %s, and says how to go on',
    async (name) => {
      const { printed, signal, finished } = startCommand(['watch', 'long', ...often], url);
      await printed('active');
      signal(name);
      const { code, stdout, stderr } = await finished;
      expect(code).toBe(130);
      expect(stderr).toBe(
        'Stopped. The calls go on; to see them again: batch-status watch long --max-staleness 0.2\n',
      );
      expect(stdout).not.toContain('is complete');
    },
  );

  test('says why there is no answer yet, once a reason, and when it tries again', async () => {
    const nobody = await unreachableUrl();
    const args = ['watch', 'any', '--max-wait', '1.5'];
    const { code, stdout, stderr } = await runCommand(args, nobody);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^any no answer yet: network, next try in [01] s\n$/);
    expect(stderr).toContain('there was no answer yet');
  });

  test('says why there is no answer yet beside the JSON', async () => {
    const nobody = await unreachableUrl();
    const watch = startCommand(['watch', 'any', '--json'], nobody);
    await watch.printed('no answer yet: network');
    watch.interrupt();
    const { code, stdout, stderr } = await watch.finished;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^any no answer yet: network, next try in \d s\nStopped\./);
  });

  test('goes on after failures that may pass', async () => {
    const { printed, interrupt, finished } = startCommand(['watch', 'reset-once~cli'], faults);
    await printed('running: 100 of 150 done (95 completed, 5 failed)');
    interrupt();
    expect((await finished).stdout).toMatch(/^reset-once~cli no answer yet: network/);
  });

  test.each([
    ['unauthorized', 5],
    ['indiscreet', 8],
  ])('ends on %s with %i and one sentence', async (fault, code) => {
    const result = await runCommand(['watch', `${fault}~watch`], faults);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: GET [^\n]+\n$/);
  });

  test('is content when whoever reads its output has enough', async () => {
    const { printed, stopReading, finished } = startCommand(
      ['watch', 'by-head', '--json', ...often],
      url,
    );
    await printed('"phase":"queued"');
    stopReading();
    expect(await finished).toMatchObject({ code: 0, stderr: '' });
  });
});
