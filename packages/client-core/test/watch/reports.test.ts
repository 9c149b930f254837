import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  ApiError,
  createMonitor,
  NetworkError,
  watch,
  type MonitorConfirmation,
  type MonitorFailure,
  type MonitorPauseReport,
  type MonitorPending,
  type BatchStatusSource,
  type MonitorUpdate,
  type WatchConfirmation,
  type Monitor,
  type MonitorReport,
  type WatchPending,
  type WatchReport,
  type ReportOptions,
  type WatchUpdate,
  type WatchOptions,
} from '../../src/index.ts';
import { SimulatedSource } from '../simulated-source.ts';

const minute = 60_000;
const waiting = { calls: 60, concurrency: 30, meanCallDuration: 60, startDelay: 20 * minute };
const lost = new NetworkError('no answer');
const everything = { reportPending: true, reportConfirmations: true };

/** The reports of a watch until the batch is complete, with their times. */
async function reportsOf(
  source: SimulatedSource,
  options: WatchOptions & ReportOptions,
): Promise<(WatchReport & { at: number })[]> {
  const { clock } = source;
  const reports: (WatchReport & { at: number })[] = [];
  const all = async (): Promise<void> => {
    for await (const report of watch(source, 'b', { clock, ...options })) {
      // Virtual time has whole milliseconds.
      const nextCheckAt = report.nextCheckAt && Math.ceil(report.nextCheckAt);
      reports.push({ ...report, nextCheckAt, at: clock.now() } as WatchReport & { at: number });
    }
  };
  await clock.run(all());
  return reports;
}

/** The reports of a monitor within half an hour. */
async function monitorReports(
  source: SimulatedSource,
  options: ReportOptions,
): Promise<MonitorReport[]> {
  const { clock } = source;
  const monitor = createMonitor(source, { clock, ...options });
  const received: MonitorReport[] = [];
  const all = async (): Promise<void> => {
    for await (const report of monitor) received.push(report);
  };
  const ended = all();
  monitor.add('b');
  await clock.advance(30 * minute);
  monitor.close();
  await ended;
  return received;
}

/** Fails at first, the given number of times in each way. */
function failingAtFirst(...errors: Error[]): SimulatedSource {
  const source = new SimulatedSource(waiting);
  source.fault = (nth) => errors[nth - 1];
  return source;
}

describe('the report before the first response', () => {
  const busy = new ApiError('api_error', 'busy', { status: 503 });

  test('is nothing by default', async () => {
    const [first] = await reportsOf(failingAtFirst(lost, lost), {});
    expect(first).toMatchObject({ type: 'update', phase: 'queued' });
  });

  test('is pending at once, and then has the problem and the next check', async () => {
    const source = failingAtFirst(lost, new NetworkError('no answer either'), busy);
    const startedAt = source.clock.now();
    const reports = await reportsOf(source, { reportPending: true });
    const pending = { type: 'pending', batch: undefined, waitingSince: startedAt };
    expect(reports.slice(0, 4)).toEqual([
      { ...pending, nextCheckAt: startedAt, at: startedAt },
      { ...pending, problem: lost, nextCheckAt: source.asked[1], at: startedAt + 50 },
      { ...pending, problem: busy, nextCheckAt: source.asked[3], at: source.asked[2]! + 50 },
      expect.objectContaining({ type: 'update', phase: 'queued' }),
    ]);
  });

  test('repeats for each failure with everyCheck', async () => {
    const reports = await reportsOf(failingAtFirst(lost, lost, busy), {
      reportPending: true,
      everyCheck: true,
    });
    expect(
      reports.slice(0, 4).map((report) => report.type === 'pending' && report.problem),
    ).toEqual([undefined, lost, lost, busy]);
  });

  test('comes from a monitor when the batch is added, and again for each new loop', async () => {
    const source = failingAtFirst(lost, lost, busy);
    const received = await monitorReports(source, { reportPending: true });
    const pending = { type: 'pending', batchId: 'b', batch: undefined };
    expect(received.slice(0, 4)).toMatchObject([
      { ...pending, nextCheckAt: source.asked[0] },
      { ...pending, problem: lost },
      { ...pending, problem: busy },
      { type: 'update', batchId: 'b', phase: 'queued' },
    ]);

    const { clock } = source;
    source.fault = () => busy;
    const monitor = createMonitor(source, { clock, reportPending: true });
    monitor.add('b');
    await clock.advance(minute);
    const late = await monitor[Symbol.asyncIterator]().next();
    expect(late.value).toMatchObject({ ...pending, problem: busy });
    monitor.close();
  });
});

describe('the report of an unchanged batch', () => {
  test('is nothing by default', async () => {
    const reports = await reportsOf(new SimulatedSource(waiting), {});
    expect(new Set(reports.map(({ type }) => type))).toEqual(new Set(['update']));
  });

  test('is a confirmation with two times, without the body', async () => {
    const source = new SimulatedSource(waiting);
    const reports = await reportsOf(source, { reportConfirmations: true });
    expect(reports).toHaveLength(source.asked.length);
    const confirmations = reports.filter(({ type }) => type === 'confirmation');
    expect(confirmations.length).toBeGreaterThan(20);
    for (const confirmation of confirmations) {
      const { at } = confirmation;
      const nextCheckAt = source.asked.find((time) => time >= at);
      expect(confirmation).toEqual({ type: 'confirmation', receivedAt: at, nextCheckAt, at });
    }
  });

  test('is the whole update with everyCheck', async () => {
    const reports = await reportsOf(new SimulatedSource(waiting), {
      ...everything,
      everyCheck: true,
    });
    expect(new Set(reports.map(({ type }) => type))).toEqual(new Set(['pending', 'update']));
  });

  test('is not a confirmation if a request failed or recovered', async () => {
    const source = new SimulatedSource(waiting);
    source.fault = (nth) => (nth > 5 && nth < 9 ? lost : undefined);
    const reports = await reportsOf(source, { reportConfirmations: true });
    const [failed, back] = reports.slice(5);
    expect(failed).toMatchObject({ type: 'update', problem: lost });
    expect(back).toMatchObject({ type: 'update', phase: 'queued', at: source.asked[8]! + 50 });
    expect(back).not.toHaveProperty('problem');
  });

  test('comes from a monitor only if it is requested', async () => {
    const silent = await monitorReports(new SimulatedSource(waiting), {});
    expect(new Set(silent.map(({ type }) => type))).toEqual(new Set(['pending', 'update']));
    const received = await monitorReports(new SimulatedSource(waiting), {
      reportConfirmations: true,
    });
    const confirmations = received.filter(({ type }) => type === 'confirmation');
    expect(confirmations.length).toBeGreaterThan(20);
    expect(Object.keys(confirmations[0]!).toSorted()).toEqual([
      ...['batchId', 'nextCheckAt', 'receivedAt', 'type'],
    ]);
  });

  test('does not replace an update that a loop has not read yet', async () => {
    const source = new SimulatedSource(waiting);
    const { clock } = source;
    const monitor = createMonitor(source, { clock, reportConfirmations: true });
    const slow = monitor[Symbol.asyncIterator]();
    monitor.add('b');
    await clock.advance(10 * minute);
    const { value } = await slow.next();
    expect(value).toMatchObject({
      ...{ type: 'update', phase: 'queued', batch: { waiting: 60 } },
      receivedAt: source.asked.at(-1)! + 50,
    });
    monitor.close();
  });
});

/** A source whose batches count how often they are serialized. */
function countingSource(batches: readonly object[]): {
  source: BatchStatusSource;
  looks: number[];
} {
  const looks = batches.map(() => 0);
  const counted = batches.map((batch, nth) => ({
    ...batch,
    toJSON() {
      looks[nth]! += 1;
      return batch;
    },
  }));
  let nth = 0;
  return { source: { getBatchStatus: async () => counted[nth++] as never }, looks };
}

const queued = {
  ...{ status: 'queued', isComplete: false, waiting: 5, active: 0 },
  ...{ completed: 0, failed: 0, total: 5 },
};
const complete = { ...queued, status: 'completed', isComplete: true, waiting: 0, completed: 5 };

describe('the decision whether a batch is news', () => {
  test.each([{}, { everyCheck: true }, everything])(
    'takes one comparison per response in a watch: %j',
    async (options) => {
      const { source, looks } = countingSource([queued, queued, queued, complete]);
      const { clock } = new SimulatedSource();
      const all = async (): Promise<void> => {
        for await (const _ of watch(source, 'b', { clock, ...options }));
      };
      await clock.run(all());
      // Each is compared with the previous and the next one.
      expect(Math.max(...looks)).toBeLessThanOrEqual(2);
      expect(looks.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(2 * 3);
    },
  );

  test('takes one comparison per response in a monitor', async () => {
    const { source, looks } = countingSource([queued, queued, queued, complete]);
    const { clock } = new SimulatedSource();
    const monitor = createMonitor(source, { clock, ...everything });
    const listeners = [monitor, monitor].map(async (each) => {
      for await (const _ of each);
    });
    monitor.add('b');
    monitor.end();
    await clock.run(Promise.all(listeners));
    expect(looks.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(2 * 3);
  });

  test('takes no comparison for the same object', async () => {
    const { source, looks } = countingSource([queued, complete]);
    const same = await source.getBatchStatus('b');
    const last = await source.getBatchStatus('b');
    let asked = 0;
    const remembering = { getBatchStatus: async () => (asked++ < 3 ? same : last) };
    const { clock } = new SimulatedSource();
    const types: string[] = [];
    const all = async (): Promise<void> => {
      for await (const { type } of watch(remembering, 'b', { clock, ...everything })) {
        types.push(type);
      }
    };
    await clock.run(all());
    expect(types).toEqual(['pending', 'update', 'confirmation', 'confirmation', 'update']);
    expect(looks).toEqual([1, 1]);
  });
});

test('the types of reports follow from the options', () => {
  const client = new SimulatedSource();
  const some = everything as ReportOptions;
  expectTypeOf(watch(client, 'b')).toEqualTypeOf<AsyncGenerator<WatchUpdate, void>>();
  expectTypeOf<ReturnType<typeof watch>>().toEqualTypeOf<AsyncGenerator<WatchUpdate, void>>();
  const byDefault = watch(client, 'b', { maxStaleness: 5_000, everyCheck: true });
  expectTypeOf(byDefault).toEqualTypeOf<AsyncGenerator<WatchUpdate, void>>();
  const declined = watch(client, 'b', { reportPending: false });
  expectTypeOf(declined).toEqualTypeOf<AsyncGenerator<WatchUpdate, void>>();
  const pending = watch(client, 'b', { reportPending: true });
  expectTypeOf(pending).toEqualTypeOf<AsyncGenerator<WatchUpdate | WatchPending, void>>();
  const confirmed = watch(client, 'b', { reportConfirmations: true, maxWait: 5_000 });
  expectTypeOf(confirmed).toEqualTypeOf<AsyncGenerator<WatchUpdate | WatchConfirmation, void>>();
  expectTypeOf(watch(client, 'b', some)).toEqualTypeOf<AsyncGenerator<WatchReport, void>>();

  expectTypeOf(createMonitor(client)).toEqualTypeOf<Monitor>();
  expectTypeOf<ReturnType<Monitor[typeof Symbol.asyncIterator]>>().toEqualTypeOf<
    AsyncIterableIterator<MonitorUpdate | MonitorFailure | MonitorPending>
  >();
  const monitor = createMonitor(client, { maxStaleness: 5_000, reportPending: true });
  expectTypeOf(monitor).toEqualTypeOf<Monitor>();
  const silent = createMonitor(client, { reportPending: false });
  expectTypeOf(silent).toEqualTypeOf<Monitor<MonitorUpdate | MonitorFailure>>();
  const all = createMonitor(client, { ...some, reportPauses: true });
  expectTypeOf(all).toEqualTypeOf<Monitor<MonitorReport>>();
  for (const each of [monitor, silent, all]) each.close();

  const narrow = (report: MonitorReport): void => {
    switch (report.type) {
      case 'update':
        expectTypeOf(report).toEqualTypeOf<MonitorUpdate>();
        break;
      case 'pending':
        expectTypeOf(report).toEqualTypeOf<MonitorPending>();
        break;
      case 'confirmation':
        expectTypeOf(report).toEqualTypeOf<MonitorConfirmation>();
        break;
      case 'failure':
        expectTypeOf(report).toEqualTypeOf<MonitorFailure>();
        break;
      case 'pause':
        expectTypeOf(report).toEqualTypeOf<MonitorPauseReport>();
    }
  };
  const narrowByMember = (report: WatchUpdate | WatchPending): number =>
    report.batch ? report.progress.done : report.waitingSince;
  expect([narrow, narrowByMember]).toHaveLength(2);
});
