import { readFileSync } from 'node:fs';
import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { describe, expect, test } from 'vitest';
import { situations } from '../../src/status/situations.ts';
import { startServer, type RunningServer } from '../running-server.ts';

const hour = 3_600_000;

async function startAt(now: number, speed = 1) {
  const clock = new VirtualClock({ now });
  const server = await startServer({
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    demo: { speed },
  });
  return { clock, server };
}

async function read(server: RunningServer, batchId: string): Promise<BatchStatus> {
  const response = await server.get(batchId);
  expect(response.status).toBe(200);
  return (await response.json()) as BatchStatus;
}

const now = 1_703_097_600_000;

test('steady runs for minutes and keeps changing', async () => {
  const { clock, server } = await startAt(now);
  const counts: number[] = [];
  for (let minute = 0; minute < 4; minute++) {
    const { completed, failed, isComplete } = await read(server, 'steady');
    expect(isComplete).toBe(false);
    counts.push(completed + failed);
    await clock.advance(50_000);
  }
  expect(counts).toEqual([...new Set(counts)].toSorted((a, b) => a - b));
});

test('stalled has active calls that never end', async () => {
  const { clock, server } = await startAt(now);
  const first = await read(server, 'stalled');
  expect(first).toMatchObject({ status: 'processing', isComplete: false, active: 20 });
  expect(first.completed).toBeGreaterThan(0);
  expect(first.lastCompletedTime).toBeLessThan(now - 50 * 60_000);
  await clock.advance(24 * hour);
  expect(await read(server, 'stalled')).toEqual(first);
});

test('cancelled has calls that go on, and then completes', async () => {
  const { clock, server } = await startAt(now);
  const first = await read(server, 'cancelled');
  expect(first).toMatchObject({ status: 'cancelled', isComplete: false, waiting: 0 });
  expect(first.active).toBeGreaterThan(10);
  await clock.advance(hour);
  const last = await read(server, 'cancelled');
  expect(last).toMatchObject({ status: 'cancelled', isComplete: true, active: 0 });
  expect(last.completed + last.failed).toBeLessThan(last.total);
});

test('not-yet-started waits for a day, and has a matching Retry-After', async () => {
  const { clock, server } = await startAt(now);
  const response = await server.get('not-yet-started');
  expect(response.headers.get('retry-after')).toBe('86400');
  await clock.advance(23 * hour);
  expect(await read(server, 'not-yet-started')).toMatchObject({ status: 'queued', active: 0 });
  await clock.advance(hour + 2000);
  expect(await read(server, 'not-yet-started')).toMatchObject({ status: 'processing' });
});

test('finishing has counted every call, and completes ten minutes later', async () => {
  const { clock, server } = await startAt(now);
  const first = await read(server, 'finishing');
  expect(first).toMatchObject({ status: 'processing', isComplete: false, waiting: 0, active: 0 });
  expect(first.completed + first.failed).toBe(first.total);
  await clock.advance(590_000);
  expect(await read(server, 'finishing')).toMatchObject({ isComplete: false });
  await clock.advance(10_000);
  expect(await read(server, 'finishing')).toMatchObject({
    isComplete: true,
    completedTime: expect.any(Number),
  });
});

test('complete and empty show the end of a batch', async () => {
  const { clock, server } = await startAt(now);
  expect(await read(server, 'complete')).toMatchObject({ isComplete: true, total: 150 });
  expect(await read(server, 'empty')).toMatchObject({ isComplete: false, total: 0 });
  await clock.advance(3000);
  expect(await read(server, 'empty')).toMatchObject({ isComplete: true, startTime: null });
});

test('huge has a million calls, and does not make other requests wait', async () => {
  const { clock, server } = await startAt(now);
  expect(await read(server, 'huge')).toMatchObject({ total: 1_000_000, waiting: 1_000_000 });
  await clock.advance(2000);
  expect(await read(server, 'huge')).toMatchObject({ active: 1000, waiting: 999_000 });
});

test('all-calls-fail has no completed call', async () => {
  const { clock, server } = await startAt(now);
  await read(server, 'all-calls-fail');
  await clock.advance(60_000);
  const last = await read(server, 'all-calls-fail');
  expect(last).toMatchObject({ isComplete: true, completed: 0, failed: 150 });
  expect(last.averageCallDuration).toBeNull();
});

test('redialling has failed calls that wait again', async () => {
  const { clock, server } = await startAt(now);
  const failed: number[] = [];
  for (let second = 0; second < 40; second++) {
    failed.push((await read(server, 'redialling')).failed);
    await clock.advance(1000);
  }
  expect(failed.some((count, index) => count < (failed[index - 1] ?? 0))).toBe(true);
});

test('unknown-status has a status that no client knows, and is otherwise as usual', async () => {
  const { clock, server } = await startAt(now);
  await read(server, 'unknown-status');
  await clock.advance(10_000);
  const running = await read(server, 'unknown-status');
  expect(running).toMatchObject({ status: 'awaiting_carrier', isComplete: false });
  expect(running.completed).toBeGreaterThan(0);
});

test('failing answers every request with 500', async () => {
  const { server } = await startAt(now);
  for (let request = 0; request < 5; request++) {
    expect((await server.get('failing')).status).toBe(500);
  }
});

test('flaky answers every third request with 500', async () => {
  const { server } = await startAt(now);
  const statuses: number[] = [];
  for (let request = 0; request < 6; request++) statuses.push((await server.get('flaky')).status);
  expect(statuses).toEqual([200, 200, 500, 200, 200, 500]);
});

test('slow responds after three seconds, and at once when the server closes', async () => {
  const { clock, server } = await startAt(now);
  let answered = false;
  const first = server.get('slow').then((response) => {
    answered = true;
    return response.status;
  });
  await asleep(clock, 1);
  await clock.advance(2999);
  expect(answered).toBe(false);
  await clock.advance(1);
  expect(await first).toBe(200);

  const second = server.get('slow');
  // The batch that has begun sleeps too, until its first call.
  await asleep(clock, 2);
  await server.close();
  const { status, headers } = await second;
  expect(status).toBe(200);
  // It would otherwise be kept until the grace of the server is over.
  expect(headers.get('connection')).toBe('close');
});

test('rate-limited allows a request every ten seconds, and says when the next one is allowed', async () => {
  const { clock, server } = await startAt(now);
  expect((await server.get('rate-limited')).status).toBe(200);
  await clock.advance(2500);
  const refused = await server.get('rate-limited');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('8');
  await clock.advance(8000);
  expect((await server.get('rate-limited')).status).toBe(200);
});

test('forbidden and another-workspaces cannot be read from this workspace', async () => {
  const { server } = await startAt(now);
  expect((await server.get('forbidden')).status).toBe(403);
  expect((await server.get('another-workspaces')).status).toBe(404);
});

test('`speed` shortens pauses as it shortens calls', async () => {
  const { clock, server } = await startAt(now, 10);
  expect((await server.get('not-yet-started')).headers.get('retry-after')).toBe('8640');
  expect((await server.get('rate-limited')).status).toBe(200);
  await clock.advance(1000);
  expect((await server.get('rate-limited')).status).toBe(200);
  const stalled = await read(server, 'stalled');
  expect(stalled.startTime).toBe(clock.now() - 360_000 + 200);
  expect(stalled.averageCallDuration).toBeLessThan(0.6);
});

describe('the README', () => {
  test('lists exactly the situations that exist', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const section = readme.split('## Every situation on demand')[1]!.split('\n## ')[0]!;
    const listed = [...section.matchAll(/^\| `([\w-]+)`/gm)].map(([, id]) => id);
    const surroundings = {
      clock: { now: () => now, sleep: async () => {} },
      speed: 1,
      closing: new AbortController().signal,
    };
    expect(new Set(listed)).toEqual(new Set(situations(surroundings).keys()));
  });
});

async function asleep(clock: VirtualClock, count: number): Promise<void> {
  while (clock.sleeping < count) await new Promise((resolve) => setImmediate(resolve));
}
