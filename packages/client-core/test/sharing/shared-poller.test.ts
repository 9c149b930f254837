import { VirtualClock } from '@batch-status/simulation';
import { batchOf } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import {
  ApiError,
  CapacityError,
  NetworkError,
  type BatchStatus,
  type Monitor,
} from '../../src/index.ts';
import {
  createSharedMonitor,
  monitorDefaults,
  resolveMonitorOptions,
  type MonitorReport,
  type SharedPollerSettings,
} from '../../src/sharing.ts';
import { StubStore } from './stub-store.ts';

/** A monitor over a store in memory, in virtual time. */
function monitorOf(
  respond: () => BatchStatus | Promise<BatchStatus> = () => batchOf(),
  options: object = {},
  {
    shared = (batch) => batch,
    clock = new VirtualClock(),
    store = new StubStore(clock),
  }: {
    shared?: SharedPollerSettings['shared'];
    clock?: VirtualClock;
    store?: StubStore;
  } = {},
) {
  const settings = resolveMonitorOptions(
    { clock, maxStaleness: 10_000, maxRequestsPerSecond: 5, reportPauses: true, ...options },
    monitorDefaults,
  );
  const own = { storeName: 'The store', shared };
  const client = { getBatchStatus: async () => respond() };
  const monitor = createSharedMonitor(client, { ...settings, ...own }, () => store);
  return { clock, store, monitor, reports: reportsOf(monitor) };
}

/** All reports of a monitor so far. */
function reportsOf(monitor: Monitor<MonitorReport>): MonitorReport[] {
  const reports: MonitorReport[] = [];
  void (async () => {
    for await (const report of monitor) reports.push(report);
  })();
  return reports;
}

/** A promise that a test resolves. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('requests what the store grants, and reports what it finds', async () => {
  const { clock, store, monitor, reports } = monitorOf();
  monitor.add('a');
  monitor.add('b');
  await clock.advance(1);
  expect([...store.following]).toEqual(['a', 'b']);
  expect(store.found).toEqual([]);
  store.grant('b');
  await clock.advance(1_000);
  expect(store.found.map(({ batchId }) => batchId)).toEqual(['b']);
  expect(reports.at(-1)).toMatchObject({ type: 'update', batchId: 'b' });
  monitor.close();
});

test('reports what changed as news, and the rest as confirmations', async () => {
  const bodies = [20, 20, 10, 10].map((waiting) => batchOf({ waiting, completed: 60 - waiting }));
  const options = { reportConfirmations: true };
  const poller = monitorOf(() => bodies.shift()!, options);
  const listener = monitorOf(undefined, options);
  for (const { monitor, clock } of [poller, listener]) {
    monitor.add('a');
    await clock.advance(1);
  }
  for (const version of [1, 2, 3, 4]) {
    poller.store.grant('a');
    await poller.clock.advance(1_000);
    const { state } = poller.store.found.at(-1)!.finding.shared;
    listener.store.reports = [{ batchId: 'a', version, state }];
    await listener.clock.advance(2_500);
  }
  const types = ['pending', 'update', 'confirmation', 'update', 'confirmation'];
  for (const { monitor, reports } of [poller, listener]) {
    expect(reports.map(({ type }) => type)).toEqual(types);
    monitor.close();
  }
});

test('does not send a request whose place another process may have taken meanwhile', async () => {
  let requests = 0;
  const { clock, store, monitor } = monitorOf(
    () => {
      requests += 1;
      return batchOf();
    },
    { deadline: 10_000 },
  );
  monitor.add('a');
  await clock.advance(1);
  store.grant('a', clock.now() - 6_000);
  await clock.advance(1_000);
  expect(requests).toBe(0);
  expect(store.givenBack).toEqual([{ batchId: 'a', wasSent: false }]);
  monitor.close();
});

test('ends a request at its deadline, while the store does not respond', async () => {
  const { clock, store, monitor } = monitorOf(() => new Promise<never>(() => {}), {
    deadline: 10_000,
  });
  monitor.add('a');
  await clock.advance(1);
  store.grant('a');
  await clock.advance(1_000);
  const responding = deferred();
  store.silence = responding.promise;
  await clock.advance(10_000);
  expect(store.found).toMatchObject([
    { finding: { shared: { state: { problem: { code: 'deadline' } } } } },
  ]);
  responding.resolve();
  monitor.close();
});

test('notifies its listeners while the store does not respond, and when it does again', async () => {
  const { clock, store, monitor, reports } = monitorOf();
  monitor.add('a');
  await clock.advance(1);
  store.grant('a');
  await clock.advance(1_000);
  const update = reports.at(-1);
  const responding = deferred();
  store.silence = responding.promise;
  reports.length = 0;
  await clock.advance(60_000);
  const problem = { code: 'network' };
  expect(reports).toMatchObject([
    { type: 'update', batchId: 'a', problem },
    { type: 'pause', pause: { kind: 'outage', problem } },
  ]);
  expect(monitor.state).toMatchObject({ failing: 1, pause: { kind: 'outage' } });
  expect(monitor.state.pause!.problem.message).toContain('The store has not responded for 5 s.');

  reports.length = 0;
  store.silence = undefined;
  responding.resolve();
  await clock.advance(1_000);
  expect(reports).toEqual([update, { type: 'pause', pause: undefined }]);
  expect(monitor.state).toMatchObject({ failing: 0, pause: undefined });
  monitor.close();
});

test('lets another process send the next requests after one that got no response', async () => {
  const { clock, store, monitor } = monitorOf(() => {
    throw new NetworkError('no');
  });
  monitor.add('a');
  await clock.advance(1);
  store.grant('a');
  await clock.advance(3_000);
  const [first, ...others] = store.asked.filter((_, nth) => nth > 0);
  expect(first).toBe(10);
  expect(others.filter((most) => most === 0)).toHaveLength(1);
  monitor.close();
});

test('goes on when the clock of the store is set back', async () => {
  const { clock, store, monitor } = monitorOf();
  monitor.add('a');
  await clock.advance(1);
  store.ahead = -3_600_000;
  await clock.advance(2_000);
  store.grant('a', clock.now() + store.ahead);
  await clock.advance(1_000);
  expect(store.found).toHaveLength(1);
  monitor.close();
});

test('follows its batches again after the store has forgotten them', async () => {
  const { clock, store, monitor } = monitorOf();
  monitor.add('a');
  await clock.advance(1);
  store.following.clear();
  store.isForgotten = true;
  await clock.advance(2_000);
  expect([...store.following]).toEqual(['a']);
  monitor.close();
});

test('reports the end that another process has found once, and gives back nothing', async () => {
  const { clock, store, monitor, reports } = monitorOf();
  monitor.add('a');
  monitor.end();
  await clock.advance(1);
  const other = monitorOf(() => batchOf({ isComplete: true, waiting: 0, active: 0 }));
  other.monitor.add('a');
  await other.clock.advance(1);
  other.store.grant('a');
  await other.clock.advance(1_000);
  const [{ finding }] = other.store.found as [(typeof other.store.found)[0]];
  expect(finding.end).toBe('complete');
  const report = { batchId: 'a', version: 1, state: finding.shared.state, end: finding.end };
  store.reports = [report, { ...report, version: 2 }];
  await clock.advance(2_000);
  const ends = reports.filter((each) => each.type === 'update' && each.phase === 'complete');
  expect(ends).toHaveLength(1);
  expect(monitor.size).toBe(0);
  expect(store.isClosed).toBe(true);
});

test('reports an end although the store has lost how often there was news before', async () => {
  const { clock, store, monitor } = monitorOf(() =>
    batchOf({ isComplete: true, waiting: 0, active: 0 }),
  );
  monitor.add('a');
  await clock.advance(1);
  store.grant('a');
  await clock.advance(1_000);
  const { state } = store.found[0]!.finding.shared;
  const other = monitorOf();
  other.monitor.add('a');
  await other.clock.advance(1);
  other.store.grant('a');
  await other.clock.advance(1_000);
  expect(other.store.found[0]!.finding.shared.state.news).toBe(state.news);
  other.store.reports = [{ batchId: 'a', version: 9, state, end: 'complete' }];
  await other.clock.advance(2_000);
  expect(other.reports.at(-1)).toMatchObject({ type: 'update', phase: 'complete' });
});

test('gives up a batch for an error that a retry cannot fix', async () => {
  const { clock, store, monitor, reports } = monitorOf(() => {
    throw new ApiError('forbidden', 'no', { status: 403 });
  });
  monitor.add('a');
  await clock.advance(1);
  store.grant('a');
  await clock.advance(1_000);
  expect(store.found).toMatchObject([
    { finding: { end: 'failure', error: { code: 'forbidden' } } },
  ]);
  expect(reports.at(-1)).toMatchObject({ type: 'failure', error: { code: 'forbidden' } });
  monitor.close();
});

test('counts the batches of all processes in its capacity', async () => {
  const { clock, store, monitor } = monitorOf(undefined, {
    maxRequestsPerSecond: 1,
    maxStaleness: 11_000,
  });
  for (let nth = 0; nth < 8; nth += 1) store.following.add(`other_${nth}`);
  await clock.advance(1_200);
  monitor.add('a');
  expect(() => monitor.add('b')).toThrow(CapacityError);
  expect(monitor.size).toBe(1);
  monitor.close();
});

test('what the store keeps may depend on what it kept of the last response', async () => {
  const { clock, store, monitor } = monitorOf(
    undefined,
    {},
    {
      shared: (batch, previous) => {
        const { responses = 0 } = (previous ?? {}) as { responses?: number };
        const counted = { ...batch, responses: responses + 1 };
        return counted;
      },
    },
  );
  monitor.add('a');
  for (let nth = 1; nth <= 3; nth += 1) {
    store.grant('a');
    await clock.advance(2_000);
    expect(store.found.at(-1)?.finding.shared.state.forecast?.batch).toMatchObject({
      responses: nth,
    });
  }
});

test('counts each batch once while it follows its batches again', async () => {
  const { clock, store, monitor } = monitorOf(undefined, {
    maxRequestsPerSecond: 1,
    maxStaleness: 11_000,
  });
  for (let nth = 0; nth < 5; nth += 1) store.following.add(`other_${nth}`);
  for (const id of ['a', 'b', 'c']) monitor.add(id);
  await clock.advance(1_200);
  const asked = store.asked.length;
  store.hasMissed = true;
  while (store.asked.length === asked) await clock.advance(10);
  monitor.add('d');
  expect(() => monitor.add('e')).toThrow(CapacityError);
  store.following.delete('a');
  await clock.advance(1_200);
  expect([...store.following].slice(-2)).toEqual(['d', 'a']);
  monitor.close();
});

test('stops at once if it cannot restore its batches', async () => {
  const batches = Array.from({ length: 100 }, (_, nth) => ({ batchId: `b_${nth}`, added: 1 }));
  const options = { maxRequestsPerSecond: 1, restore: { version: 1, batches } };
  const clock = new VirtualClock();
  const store = new StubStore(clock);
  expect(() => monitorOf(undefined, options, { clock, store })).toThrow(CapacityError);
  await clock.advance(1);
  expect(store.isClosed).toBe(true);
});
