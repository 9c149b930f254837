import { describe, expect, test } from 'vitest';
import { SimulatedService } from '../simulated-service.ts';
import { shownIn } from '../terminal-emulator.ts';
import { documentedLines } from '../watch-schema.ts';

const forbidden = { status: 401, body: { error: 'Invalid API key' } };
const scenario = { calls: 40, concurrency: 5, failureRate: 0.2, meanCallDuration: 20 };

/** Has a batch for each way to end. `long` and `steady` take more than an hour. */
function service(): SimulatedService {
  const all = new SimulatedService();
  const cancelAt = all.clock.now() + 60_000;
  return all
    .add('line-a', scenario)
    .add('line-b', scenario)
    .add('cancelled', { ...scenario, cancelAt })
    .add('long', { calls: 5, meanCallDuration: 9000, startDelay: 0 })
    .add('steady', { calls: 4000, concurrency: 5 })
    .answer('unauthorized', () => forbidden);
}

describe('watch with several batches', () => {
  test('follows each until it is complete, and adds them up', async () => {
    const { code, stdout, stderr } = await service().run(['watch', 'line-a', 'line-b', 'line-a']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const id of ['line-a', 'line-b']) {
      expect(stdout.match(new RegExp(` ${id} complete: 40 of 40 done`, 'g'))).toHaveLength(1);
    }
    expect(stdout).toMatch(/\n\n2 batches: 2 complete\n {2}Calls +\d+ completed, \d+ failed\n/);
  });

  test('continues with the others when one fails, and names the one that failed', async () => {
    const args = ['watch', 'unauthorized', 'steady', '--max-wait', '200'];
    const { code, stdout, stderr } = await service().run(args);
    expect(code).toBe(5);
    expect(stdout).toMatch(/^\S+ steady running: [1-9]\d* of 4000 done/m);
    expect(stdout).toMatch(/\n\n2 batches: 1 unauthorized, 1 max wait\n/);
    expect(stderr).toMatch(
      /^batch-status: unauthorized: GET .+\nbatch-status: steady: The batch did not complete within 200 s.+\n$/,
    );
  });

  test('prints a last JSON object for each, also for one that failed', async () => {
    const args = ['watch', 'unauthorized', 'steady', '--max-wait', '10', '--json'];
    const { code, stdout } = await service().run(args);
    expect(code).toBe(5);
    const lines = documentedLines(stdout);
    expect(lines.slice(0, 2)).toMatchObject([
      { type: 'error', batchId: 'unauthorized', code: 'unauthorized' },
      { type: 'update', batchId: 'steady' },
    ]);
    expect(lines.at(-1)).toMatchObject({ type: 'error', batchId: 'steady', code: 'max_wait' });
  });

  test.each([
    [3, ['cancelled', 'line-a']],
    [7, ['cancelled', 'long', '--stall-after', '60']],
    [4, ['long', 'cancelled', '--max-wait', '200']],
  ])('exits with %i, the most urgent code of %j', async (code, args) => {
    expect(await service().run(['watch', ...args])).toMatchObject({ code });
  });

  test('requests each batch less often if there are many', async () => {
    const all = new SimulatedService();
    const ids = Array.from({ length: 30 }, (_, index) => `batch-${index}`);
    for (const id of ids) all.add(id, { calls: 4000, concurrency: 5 });
    await all.run(['watch', ...ids, '--max-wait', '600']);
    // One request a minute for each makes one every two seconds for all.
    expect(all.requests('batch-0')).toBeLessThan(600 / 15);
    const alone = new SimulatedService().add('alone', { calls: 4000, concurrency: 5 });
    await alone.run(['watch', 'alone', '--max-wait', '600']);
    expect(alone.requests('alone')).toBeGreaterThan(2 * all.requests('batch-0'));
  });

  test('ends at once if a batch id is malformed, without a request', async () => {
    const all = service();
    const { code, stdout, stderr } = await all.run(['watch', 'long', '..']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    await all.clock.advance(3_600_000);
    expect(all.requests('long')).toBe(0);
    expect(stderr).toMatch(/^batch-status: `\.\.` is not a batch id\..*\n$/);
  });

  test('says how to continue when it is interrupted', async () => {
    const interrupt = new AbortController();
    const all = service().add('a b', scenario);
    const interrupted = all.run(['watch', 'long', 'a b'], { signal: interrupt.signal });
    const later = all.clock.sleep(20_000).then(() => interrupt.abort());
    const [{ code, stderr }] = await Promise.all([interrupted, later]);
    expect(code).toBe(130);
    expect(stderr).toContain("batch-status watch long 'a b'\n");
  });

  test('draws a line for each in a terminal, and prints errors below', async () => {
    const args = ['watch', 'unauthorized', 'steady', '--max-wait', '200'];
    const { code, stdout } = await service().run(args, { terminal: 100 });
    expect(code).toBe(5);
    expect(await shownIn(stdout, { columns: 200, rows: 24 })).toMatch(
      /^unauthorized unauthorized: GET .+\nsteady +max wait: The batch did not .+\n\n2 batches: .+\n( {2}.+\n)+batch-status: unauthorized: GET .+\nbatch-status: steady: /,
    );
  });
});
