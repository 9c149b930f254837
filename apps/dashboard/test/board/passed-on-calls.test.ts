import { batchOf } from '@batch-status/loopback/batches';
import type { BatchStatus } from '@batch-status/node';
import { VirtualClock } from '@batch-status/simulation';
import { expect, onTestFinished, test } from 'vitest';
import { Board } from '../../src/board/board.ts';
import { discretionWith } from '../../src/board/discretion.ts';
import { passedOnCalls, passOn } from '../../src/board/passed-on-calls.ts';
import { ownMonitor } from '../../src/board/start-monitor.ts';
import { DataFile } from '../../src/data/data-file.ts';
import { planted } from '../end-to-end/real-service.ts';
import { FakeService } from '../fake-service.ts';

const { apiKey, workspaceId, number, spaced } = planted;
const discretion = discretionWith([apiKey, workspaceId]);
const pass = passOn(discretion);

const busy = (jobId: string) =>
  ({ jobId, status: 'failed', phone_number: number, error: `Busy: ${spaced}` }) as const;

test('dashboards pass on masked calls, and nothing else that may be personal or secret', () => {
  const more = { [number]: number, list: [number, { apiKey }], caller: Number(number) };
  const passedOn = pass(
    {
      ...batchOf({ status: `for ${workspaceId}` }),
      ...more,
      recent_calls: [{ ...busy('a'), ...more }],
    },
    undefined,
  );
  expect(passedOn).toMatchObject({
    status: 'for •••',
    recent_calls: [{ jobId: 'a', status: 'failed', phone_number: '•••99', error: 'Busy: •••' }],
  });
  for (const secret of Object.values(planted)) {
    expect(JSON.stringify(passedOn)).not.toContain(secret);
  }
});

test('they count the calls of all responses, even those that only one of them sees', () => {
  const once = pass(batchOf({ recent_calls: [busy('a'), busy('b')] }), undefined);
  const twice = pass(batchOf({ recent_calls: [busy('b'), busy('c')] }), once);
  expect(passedOnCalls(twice)).toMatchObject({
    ...{ calls: 3, failed: 3, reasons: [{ reason: 'Busy: •••', calls: 3 }] },
  });
});

test('what they pass on does not grow with each response', () => {
  let last: BatchStatus | undefined;
  for (let nth = 0; nth < 500; nth += 1) {
    const call = { jobId: `job ${nth}`, status: 'failed', error: `${nth}${'x'.repeat(10_000)}` };
    last = pass(batchOf({ recent_calls: [call] }), last);
  }
  expect(passedOnCalls(last!)).toMatchObject({ calls: 500 });
  expect(JSON.stringify(passedOnCalls(last!)).length).toBeLessThan(20_000);
});

/** A board that gets what other dashboards have passed on. */
function boardOver(passedOn: BatchStatus[], isShared: boolean) {
  const clock = new VirtualClock();
  const service = new FakeService(clock);
  const data = new DataFile(':memory:');
  const board = new Board({
    ...{ startMonitor: ownMonitor(service, clock), data, clock, discretion },
    limits: { requestsPerSecond: 1, maxStaleness: 60_000 },
    ...(isShared && { passedOnCalls }),
  });
  onTestFinished(async () => {
    await board.close();
    data.close();
  });
  board.add(['b']);
  const [first] = passedOn;
  service.batches.set('b', first!);
  const next = async (batch: BatchStatus) => {
    service.batches.set('b', batch);
    await clock.advance(120_000);
    return board.batch('b')!.view.seen;
  };
  return { next };
}

test('a board shows the counts of others, unless its own are higher', async () => {
  const all = pass(batchOf({ recent_calls: [busy('a'), busy('b')] }), undefined);
  const { next } = boardOver([all], true);
  const later = pass(batchOf({ completed: 100, recent_calls: [busy('c')] }), all);
  expect(await next(later)).toMatchObject({ calls: 3, reasons: [{ calls: 3 }] });
  // The others have started again, and know less.
  const again = pass(batchOf({ completed: 101, recent_calls: [busy('d')] }), undefined);
  expect(await next(again)).toMatchObject({ calls: 4, reasons: [{ calls: 4 }] });
});

test('a service that answers as if it were a dashboard changes nothing', async () => {
  const fake = { ...pass(batchOf({ recent_calls: [busy('a')] }), undefined), completed: 96 };
  const { next } = boardOver([fake], false);
  const invented = { ...fake, completed: 97, recent_calls: [], seenByDashboards: { calls: 99 } };
  expect(await next(invented as BatchStatus)).toMatchObject({ calls: 0 });
});
