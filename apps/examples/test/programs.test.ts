import { createReferenceServer } from '@batch-status/reference-server';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

const server = createReferenceServer();
let url: string;
beforeAll(async () => {
  ({ url } = await server.listen());
});
afterAll(() => server.close());

const counts = '140 calls completed, 10 failed';
const done = 'complete: 150 of 150 calls are done';

/** What each program prints about a batch that is complete. */
const programs: Record<string, [load: () => Promise<unknown>, printed: string[]]> = {
  'first-watch/follow': [() => import('../first-watch/follow.mts'), [done]],
  'first-watch/wait': [() => import('../first-watch/wait.mts'), [counts]],
  'deno-bun/progress': [() => import('../deno-bun/progress.mts'), [done]],
  'errors/by-code': [() => import('../errors/by-code.mts'), ['140 calls completed']],
  'from-polling/before': [
    () => import('../from-polling/before.mts'),
    ['140 of 150 calls completed'],
  ],
  'from-polling/after': [() => import('../from-polling/after.mts'), ['140 of 150 calls completed']],
  'from-polling/progress': [() => import('../from-polling/progress.mts'), ['150 of 150']],
  'many-batches/monitor': [
    () => import('../many-batches/monitor.mts'),
    ['complete: 140 calls completed'],
  ],
};

test.each(Object.entries(programs))('%s prints what the guide says', async (_, [load, printed]) => {
  expect(await runProgram(load, url, 'complete')).toEqual(printed);
});

test('a monitor accepts as many batches as the guide says that its budget can keep fresh', async () => {
  const load = (): Promise<unknown> => import('../many-batches/fresh.mts');
  const [line = ''] = await runProgram(load, url);
  const [, accepted] = /^The monitor accepts (\d+) batches\.$/.exec(line) ?? [];
  // 10 requests per second for 300 seconds, less a reserve.
  expect(Number(accepted)).toBeGreaterThan(2000);
  expect(Number(accepted)).toBeLessThan(3000);
});

test('the batch without personal data has no number', async () => {
  const load = (): Promise<unknown> => import('../privacy/without-personal-data.mts');
  const [line = ''] = await runProgram(load, url, 'complete');
  const { recent_calls: calls } = JSON.parse(line) as { recent_calls: object[] };
  expect(calls).toContainEqual(expect.objectContaining({ phone_number: '•••' }));
  expect(line).not.toMatch(/\+\d/);
});

test('versions/contract-version prints what the guide shows', async () => {
  const load = (): Promise<unknown> => import('../versions/contract-version.mts');
  const file = new URL('../versions/contract-version.txt', import.meta.url);
  expect(await runProgram(load, url)).toEqual([(await readFile(file, 'utf8')).trimEnd()]);
});

test('versions/unknown-values describes values that the contract does not name', async () => {
  const { describe } = await import('../versions/unknown-values.mts');
  const batch = {
    status: 'awaiting_carrier',
    isComplete: false,
    waiting: 0,
    active: 1,
    completed: 1,
    failed: 1,
    total: 3,
    recent_calls: [
      { jobId: 'call_1', status: 'completed' as const, duration: 3 },
      { jobId: 'call_2', status: 'failed' as const },
      { jobId: 'call_3', status: 'ringing' },
    ],
  };
  expect(describe(batch)).toBe(
    'another status: awaiting_carrier, completed in 3 s, failed, ringing',
  );
  expect(describe({ ...batch, status: 'queued', recent_calls: [] })).toBe('queued');
});

test('deno-bun/handler answers a page for the batch that it allows, and no other', async () => {
  let handle: ((request: Request) => Promise<Response>) | undefined;
  await runProgram(async () => {
    handle = (await import('../deno-bun/handler.mts')).default.fetch;
  }, url);
  const statusOf = async (batchId: string): Promise<number> => {
    const path = `/api/v1/api/batch-calls/${batchId}/status`;
    return (await handle!(new Request(`http://127.0.0.1${path}`))).status;
  };
  expect([await statusOf('demo'), await statusOf('complete')]).toEqual([200, 403]);
});
