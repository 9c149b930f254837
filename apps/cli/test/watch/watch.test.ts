import { describe, expect, inject, test } from 'vitest';
import { runCommand } from '../run-command.ts';
import { refused, SimulatedService } from '../simulated-service.ts';
import { documentedLines } from '../watch-schema.ts';

const faults = inject('faultServerUrl');
const forbidden = { status: 401, body: { error: 'Invalid API key' } };
/** It takes a few minutes, and one call in five fails. */
const scenario = { calls: 40, concurrency: 5, failureRate: 0.2, meanCallDuration: 20 };
const long = { calls: 5, meanCallDuration: 600, startDelay: 0 };

describe('watch without a terminal', () => {
  test('prints a line for each change, and a summary at the end', async () => {
    const { code, stdout, stderr } = await new SimulatedService()
      .add('by-line', scenario)
      .run(['watch', 'by-line']);
    expect(stderr).toBe('');
    const [lines = '', summary = ''] = stdout.split('\n\n');
    expect(lines.split('\n')[0]).toBe(
      '2023-12-20T18:40:00+00:00 by-line queued: 0 of 40 done, 0 % (0 completed, 0 failed), 0 active, 40 waiting, 0 unaccounted',
    );
    for (const line of lines.split('\n')) {
      expect(line).toMatch(
        /^2023-12-20T18:\d\d:\d\d\+00:00 by-line \w+: \d+ of 40 done, \d+ % \(\d+ completed, \d+ failed\), \d+ active, \d+ waiting, 0 unaccounted(, [\d.]+ calls\/(s|min|h))?(, \d[^,]* elapsed)?(, [^,]+ left \([^,]+, (low|medium|high) confidence\))?(, about 18:\d\d)?$/,
      );
    }
    expect(lines).toMatch(/ by-line complete: 40 of 40 done, 100 % .+ calls\/min, [^,]+ elapsed$/);
    expect(summary).toMatch(
      /^by-line is complete: completed\n {2}Calls +\d+ completed, \d+ failed\n {2}Duration +.+\n {2}Average call +\d+\.\d s\n {2}Success rate +\d+\.\d %\n {2}Failures +\w.+ \(\d+\).*\n {2}Watching cost +\d+ requests.*\n$/,
    );
    expect(code).toBe(0);
  });

  test('prints a JSON object for each change, with masked phone numbers', async () => {
    const service = new SimulatedService().add('by-json', scenario);
    const { code, stdout, stderr } = await service.run(['watch', 'by-json', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const updates = documentedLines(stdout);
    expect(updates.length).toBeGreaterThan(5);
    expect(updates[0]).toMatchObject({ phase: 'queued', nextCheckAt: expect.any(Number) });
    expect(updates.at(-1)).toMatchObject({
      batchId: 'by-json',
      phase: 'complete',
      receivedAt: service.clock.now(),
      progress: { fraction: 1, done: 40, unaccounted: 0, throughput: expect.any(Number) },
      batch: { total: 40, isComplete: true },
    });
    expect(stdout).toMatch(/"phone_number":"•••\d\d"/);
  });

  test.each([
    ['is dialed later', { startDelay: 3_600_000 }],
    ['is dialed one call at a time', { concurrency: 1, dialGap: 20_000 }],
    ['dials failed calls again', { failureRate: 0.5, redialRate: 1, redialDelay: 300_000 }],
    ['is marked complete long after its last call', { completionDelay: 700_000 }],
    ['has only failed calls', { failureRate: 1 }],
  ])('prints documented JSON about a batch that %s', async (situation, unusual) => {
    const { code, stdout } = await new SimulatedService()
      .add(situation, { calls: 12, ...unusual })
      .run(['watch', situation, '--json']);
    expect(code).toBe(0);
    const last = documentedLines(stdout).at(-1);
    expect(last).toMatchObject({ phase: 'complete', progress: { fraction: 1, unaccounted: 0 } });
  });

  test('sends requests as often as --max-staleness requires, and fewer without it', async () => {
    const requestsWith = async (...args: string[]): Promise<number> => {
      const service = new SimulatedService().add('demo', scenario);
      await service.run(['watch', 'demo', '--quiet', ...args]);
      return service.requests('demo');
    };
    expect(await requestsWith('--max-staleness', '2')).toBeGreaterThan(2 * (await requestsWith()));
  });

  test('exits with 3 if the batch was cancelled', async () => {
    const service = new SimulatedService();
    const cancelAt = service.clock.now() + 60_000;
    const { code, stdout } = await service
      .add('cancelled', { ...scenario, cancelAt })
      .run(['watch', 'cancelled']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/[1-9]\d* unaccounted/);
    expect(stdout).toContain('cancelled is complete: cancelled');
  });

  test('exits with 4 after --max-wait', async () => {
    const service = new SimulatedService().add('long', long);
    const startedAt = service.clock.now();
    const { code, stderr } = await service.run(['watch', 'long', '--max-wait', '90.5']);
    expect(code).toBe(4);
    expect(service.clock.now() - startedAt).toBe(90_500);
    expect(stderr).toMatch(
      /^batch-status: The batch did not complete within 90\.5 s; .+\. Watch it again to continue\.\n$/,
    );
  });

  test('exits with 7 after --stall-after', async () => {
    const service = new SimulatedService().add('long', long);
    const { code, stderr } = await service.run(['watch', 'long', '--stall-after', '60']);
    expect(code).toBe(7);
    expect(stderr).toContain('No call has ended for 60 s');
  });

  test.each([
    [[], 0],
    [['--fail-on-failed'], 1],
    [['--fail-on-failed', '99'], 0],
  ])('with %j, a batch in which calls failed ends with %i', async (args, code) => {
    const service = new SimulatedService().add('failing', scenario);
    const result = await service.run(['watch', 'failing', '--json', ...args]);
    expect(documentedLines(result.stdout).at(-1)).toMatchObject({
      batch: { isComplete: true, failed: expect.toSatisfy((failed: number) => failed > 0) },
    });
    expect(result.code).toBe(code);
  });

  test('exits with 130 when it is interrupted, and says how to continue', async () => {
    const interrupt = new AbortController();
    const service = new SimulatedService();
    const args = ['watch', 'long', '--max-staleness', '20', '--json'];
    const interrupted = service.add('long', long).run(args, { signal: interrupt.signal });
    const later = service.clock.sleep(45_000).then(() => interrupt.abort());
    const [{ code, stdout, stderr }] = await Promise.all([interrupted, later]);
    expect(code).toBe(130);
    expect(stderr).toBe(
      'Stopped. The calls continue. Run this to see them again: batch-status watch long --max-staleness 20 --json\n',
    );
    expect(documentedLines(stdout).at(-1)).toMatchObject({ type: 'update', phase: 'draining' });
  });

  test('says why there is no response yet, once for each reason, and when it tries again', async () => {
    const service = new SimulatedService().answer('any', () => refused);
    const { code, stdout, stderr } = await service.run(['watch', 'any', '--max-wait', '300']);
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /^\S+ any no response yet, network, next in \d s, problem: No response from service\.example \(ECONNREFUSED\) .+\n/,
    );
    expect(stderr).toContain('no response yet');
  });

  test('says on standard error why there is no JSON yet', async () => {
    const service = new SimulatedService().answer('any', () => refused);
    const args = ['watch', 'any', '--json', '--max-wait', '300'];
    const { code, stdout, stderr } = await service.run(args);
    expect(code).toBe(4);
    expect(documentedLines(stdout)).toMatchObject([{ type: 'error', code: 'max_wait' }]);
    expect(stderr).toMatch(
      /^\S+ any no response yet, network, next in \d s, problem: No response .+\n[^]*\nbatch-status: /,
    );
  });

  test('continues after temporary failures', async () => {
    const service = new SimulatedService();
    service.answer('lost', (nth) => (nth < 4 ? refused : { status: 200, body: complete }));
    const { code, stdout } = await service.run(['watch', 'lost']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+ lost no response yet, .+\n\S+ lost complete: 2 of 2 done/);
  });

  test('reports a failed request as the problem of an update, until a request succeeds', async () => {
    const service = new SimulatedService();
    service.answer('shaky', (nth) => {
      if (nth === 2) return { status: 503, body: { error: 'Unavailable' } };
      return { status: 200, body: nth < 4 ? running : complete };
    });
    const { code, stdout } = await service.run(['watch', 'shaky', '--json']);
    expect(code).toBe(0);
    const updates = documentedLines(stdout);
    expect(updates.map(({ problem }) => problem)).toEqual([
      undefined,
      { code: 'api_error', message: expect.stringContaining('503') },
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['unauthorized', 5],
    ['indiscreet', 8],
  ])('on %s exits with %i and one sentence', async (fault, code) => {
    const result = await runCommand(['watch', `${fault}~watch`], faults);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: GET [^\n]+\n$/);
  });

  test('ends when the server starts to reject the key', async () => {
    const service = new SimulatedService();
    service.answer('demo', (nth) => (nth < 3 ? { status: 200, body: running } : forbidden));
    const { code, stdout, stderr } = await service.run(['watch', 'demo', '--json']);
    expect(code).toBe(5);
    expect(documentedLines(stdout).at(-1)).toMatchObject({ type: 'error', code: 'unauthorized' });
    expect(stderr).toMatch(/^batch-status: GET [^\n]+401[^\n]+\n$/);
  });
});

const running = {
  ...{ status: 'processing', isComplete: false, waiting: 1, active: 1, completed: 0, failed: 0 },
  total: 2,
};
const complete = {
  ...{ status: 'completed', isComplete: true, waiting: 0, active: 0, completed: 2, failed: 0 },
  total: 2,
};
