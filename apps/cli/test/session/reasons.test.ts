import { describe, expect, inject, test } from 'vitest';
import type { Finished } from '../discretion.ts';
import { runCommand } from '../run-command.ts';
import { exitCodes } from '../../src/session/exit-codes.ts';
import { refused, SimulatedService } from '../simulated-service.ts';

const faults = inject('faultServerUrl');
const scenario = { calls: 40, concurrency: 5, failureRate: 0.2, meanCallDuration: 20 };

const running = {
  ...{ status: 'processing', isComplete: false, waiting: 1, active: 1, completed: 0, failed: 0 },
  total: 2,
};
const over = { ...running, isComplete: true, waiting: 0, active: 0 };
const failing = { ...over, status: 'completed', completed: 31, failed: 9, total: 40 };

/** Answers with one body for each batch id. */
function service(): SimulatedService {
  const all = new SimulatedService()
    .add('steady', scenario)
    .add('long', { calls: 5, meanCallDuration: 9000, startDelay: 0 })
    .answer('refused', () => refused);
  const bodies = {
    failing,
    cancelled: { ...over, status: 'cancelled', completed: 2 },
    failed: { ...over, status: 'failed', failed: 2 },
  };
  for (const [id, body] of Object.entries(bodies)) all.answer(id, () => ({ status: 200, body }));
  return all.answer('unauthorized', () => ({ status: 401, body: { error: 'Invalid API key' } }));
}

const interruptedBy = async (reason: string): Promise<Finished> => {
  const interrupt = new AbortController();
  const all = service();
  const command = all.run(['watch', 'long'], { signal: interrupt.signal });
  const later = all.clock.sleep(45_000).then(() => interrupt.abort(reason));
  return (await Promise.all([command, later]))[0];
};

/** A way to each exit code but 0, and what standard error says about it. */
const reasons: [code: number, args: string[], reason: RegExp][] = [
  [
    1,
    ['watch', 'failing', '--fail-on-failed'],
    /^batch-status: 9 of 40 calls failed \(22\.5 %\), more than the 0 % that --fail-on-failed allows\.\n$/,
  ],
  [
    1,
    ['watch', 'failing', '--fail-on-failed', '22.4'],
    /^batch-status: 9 of 40 calls failed \(22\.5 %\), more than the 22\.4 % that/,
  ],
  [2, ['watch', 'steady', '--max-wait', 'soon'], /^batch-status: option '--max-wait .+' .+'soon'/],
  [2, ['watch', '..'], /^batch-status: `\.\.` is not a batch id\. /],
  [2, ['get', '..'], /^batch-status: `\.\.` is not a batch id\. /],
  [2, ['watch'], /^batch-status: A batch id is missing\. .+ --ids-from\.\n/],
  [2, ['wacth', 'steady'], /^batch-status: unknown command 'wacth'/],
  [
    2,
    [],
    /^Usage: batch-status [^]+\nbatch-status: A command is missing\. Use one of those above\.\n$/,
  ],
  [2, ['get', 'steady', '-e', 'no-such-file'], /^batch-status: The file no-such-file does not/],
  [3, ['watch', 'cancelled'], /^batch-status: The batch was cancelled\.\n$/],
  [4, ['watch', 'long', '--max-wait', '60'], /^batch-status: .+ not complete within 60 s/],
  [5, ['watch', 'unauthorized'], /^batch-status: GET .+401.+Check the API key\.\n$/],
  [5, ['get', 'unauthorized'], /^batch-status: GET .+401.+Check the API key\.\n$/],
  [
    6,
    ['watch', 'mistyped'],
    /^batch-status: GET .+404.+Check the batch id and the workspace\. It was retried for 30 s/,
  ],
  [6, ['watch', 'mistyped', '--not-found-grace', '0'], /^batch-status: GET .+workspace\.\n$/],
  [6, ['get', 'mistyped'], /^batch-status: GET .+404.+Check the batch id and the workspace\.\n$/],
  [7, ['watch', 'long', '--stall-after', '60'], /^batch-status: No call has ended for 60 s/],
  [
    8,
    ['get', 'refused'],
    /^batch-status: No response from service\.example \(ECONNREFUSED\) .+\n$/,
  ],
  [
    8,
    ['watch', 'refused'],
    /^batch-status: All requests failed for 300 s; no response yet\. .+ No response from service\.example \(ECONNREFUSED\) .+\n$/,
  ],
  [8, ['wait', 'refused', '--max-outage', '90'], /^batch-status: All requests failed for 90 s; /],
  [9, ['watch', 'failed'], /^batch-status: The batch failed\.\n$/],
];

describe('standard error says why the exit code is not 0', () => {
  test.each(reasons)('%i: %j', async (code, args, reason) => {
    const result = await service().run(args);
    expect(result).toMatchObject({ code, stderr: expect.stringMatching(reason) });
  });

  test.each(reasons.filter(([, [command]]) => command === 'watch'))(
    '%i: %j --json',
    async (code, args, reason) => {
      const result = await service().run([...args, '--json']);
      expect(result).toMatchObject({ code, stderr: expect.stringMatching(reason.source.slice(1)) });
    },
  );

  test.each(reasons.filter(([, [command]]) => command === 'watch'))(
    '%i: %j, in a terminal below the summary',
    async (code, args, reason) => {
      const result = await service().run(args, { terminal: 200 });
      const [start] = reason.source.slice(1).split('\\n');
      expect(result).toMatchObject({ code, stdout: expect.stringMatching(start!) });
      const about = result.stdout.lastIndexOf('batch-status: ');
      expect(about).toBeGreaterThan(result.stdout.lastIndexOf('Watching cost'));
    },
  );

  test.each([
    [130, 'SIGINT'],
    [143, 'SIGTERM'],
  ])('%i: interrupted by %s', async (code, reason) => {
    expect(await interruptedBy(reason)).toMatchObject({
      code,
      stderr: expect.stringMatching(/^Stopped\. The calls continue\./),
    });
  });

  test('8: a response that is not a batch', async () => {
    const result = await runCommand(['get', 'html-200~reasons'], faults);
    expect(result).toMatchObject({ code: 8, stderr: expect.stringMatching(/^batch-status: GET /) });
  });

  test('of several batches, each by its id', async () => {
    const args = ['watch', 'failing', 'cancelled', 'failed', '--fail-on-failed', '5'];
    const { code, stderr } = await service().run(args);
    expect(code).toBe(9);
    expect(stderr.split('\n').toSorted()).toEqual([
      '',
      'batch-status: cancelled: The batch was cancelled.',
      'batch-status: failed: The batch failed.',
      expect.stringMatching(/^batch-status: failing: 9 of 40 calls failed/),
    ]);
  });

  test('for every exit code', () => {
    const tested = new Set([...reasons.map(([code]) => code), 0, 130, 143]);
    expect(tested).toEqual(new Set(Object.values(exitCodes)));
  });
});

test('a command that ends with 0 writes nothing to standard error', async () => {
  for (const args of [
    ['watch', 'failing'],
    ['watch', 'failing', '--fail-on-failed', '22.5'],
    ['get', 'failed'],
  ]) {
    expect(await service().run(args)).toMatchObject({ code: 0, stderr: '' });
  }
});
