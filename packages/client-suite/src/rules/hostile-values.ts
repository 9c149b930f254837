import {
  clientDefaults,
  createMonitor,
  isBatchStatusError,
  maskPhoneNumbers,
  waitUntilComplete,
  watch,
  type BatchStatusSource,
  type WatchOptions,
} from '@batch-status/client-core';
import { batchOf } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { hostileValues } from '../hostile-values.ts';
import type { FailingClientUnderTest, Suite } from '../suite.ts';

/** Does one thing with a hostile value. */
type Use = (value: unknown) => unknown;

const complete = batchOf({ isComplete: true });
const source: BatchStatusSource = { getBatchStatus: async () => complete };

const optionsOfCall = ['deadline', 'retry', 'onEvent', 'signal'];
const optionsOfRetry = ['attempts', 'baseDelay', 'maxDelay', 'reconnect', 'budget'];
const optionsOfWait = [
  ...['signal', 'maxWait', 'maxOutage', 'stallAfter', 'notFoundGrace', 'onEvent', 'clock'],
];
const optionsOfWatch = [
  ...optionsOfWait,
  ...['maxStaleness', 'everyCheck', 'reportPending', 'reportConfirmations'],
];
const optionsOfMonitor = [
  ...['maxRequestsPerSecond', 'maxConcurrency', 'maxStaleness', 'notFoundGrace', 'maxRetryAfter'],
  ...['deadline', 'maxOutage', 'maxPending', 'restore', 'signal', 'onEvent', 'clock'],
  ...['reportPending', 'reportConfirmations', 'reportPauses'],
];

/** Whether a client that has this function, or that resolves to this value, throws. */
function throws(value: unknown): boolean {
  try {
    return typeof value === 'function' || !!Reflect.get(Object(value) as object, 'then');
  } catch {
    return true;
  }
}

/** No value may lead to anything but a result or an error of the library. */
export function describeHostileValues(
  { name, clientWith, idFor }: Suite,
  create: FailingClientUnderTest['create'],
  createFailing: FailingClientUnderTest['createFailing'],
): void {
  const id = idFor('good');
  const call = (client: BatchStatusSource, batchId = id, options?: never): Promise<unknown> =>
    Promise.all([
      client.getBatchStatus(batchId, options),
      client.requestBatchStatus!(batchId, options),
    ]);
  const each = (options: string[], use: (options: never) => unknown): [string, Use][] =>
    options.map((option) => [
      `the option ${option}`,
      (value) => {
        // What a listener throws is reported as uncaught.
        const isListener = option === 'onEvent' && typeof value === 'function';
        return isListener ? undefined : use({ [option]: value } as never);
      },
    ]);

  /** What a client of the caller throws reaches the caller as it is. */
  const ofSource =
    (use: Use): Use =>
    (value) =>
      throws(value) ? undefined : use(value);

  async function firstReport(client: unknown, options?: unknown): Promise<void> {
    const reports = watch(client as BatchStatusSource, id, options as WatchOptions);
    await reports.next();
    await reports.return();
  }
  async function monitorOf(client: unknown, options?: unknown): Promise<void> {
    const monitor = createMonitor(client as BatchStatusSource, options as object);
    monitor.add('any');
    monitor.end();
    for await (const report of monitor) {
      if (report.error && !isBatchStatusError(report.error)) throw report.error;
    }
  }

  const uses: Record<string, [string, Use][]> = {
    'a client': [
      // Without a batch id, no call reaches the default base URL.
      ['all options', (value) => call(create(value as never), '')],
      ...each(Object.keys(clientDefaults), (options) => call(clientWith(options))),
      ...each(optionsOfRetry, (retry) => call(clientWith({ retry }))),
      ['the headers', (value) => call(clientWith({ headers: { 'x-odd': value as string } }))],
      [
        'the key that a function returns',
        (value) => call(clientWith({ apiKey: () => value as string })),
      ],
    ],
    'a call': [
      ['the batch id', (value) => call(clientWith(), value as string)],
      ['all options', (value) => call(clientWith(), id, value as never)],
      ...each(optionsOfCall, (options) => call(clientWith(), id, options)),
      ...each(optionsOfRetry, (retry) => call(clientWith(), id, { retry } as never)),
    ],
    'a watch': [
      ['the client', (value) => firstReport(value)],
      ['the function of a client', ofSource((getBatchStatus) => firstReport({ getBatchStatus }))],
      [
        'the result of a client',
        ofSource((value) => firstReport({ getBatchStatus: async () => value })),
      ],
      [
        'the response of a client',
        ofSource((value) => firstReport({ ...source, requestBatchStatus: async () => value })),
      ],
      [
        'a member of the response of a client',
        (value) =>
          firstReport({
            ...source,
            requestBatchStatus: async () => ({ batch: complete, receivedAt: 1, retryAfter: value }),
          }),
      ],
      [
        'an unknown member of the batch of a client',
        (value) => firstReport({ getBatchStatus: async () => ({ ...complete, odd: value }) }),
      ],
      ['the signal of a client', (value) => firstReport({ ...source, closeSignal: value })],
      ['all options', (value) => firstReport(source, value)],
      ...each(optionsOfWatch, (options) => firstReport(source, options)),
    ],
    'a wait': [
      ['the client', (value) => waitUntilComplete(value as never, id)],
      ['all options', (value) => waitUntilComplete(source, id, value as never)],
      ...each(optionsOfWait, (options) => waitUntilComplete(source, id, options)),
    ],
    'a monitor': [
      ['the client', (value) => monitorOf(value)],
      ['the function of a client', ofSource((getBatchStatus) => monitorOf({ getBatchStatus }))],
      [
        'the result of a client',
        ofSource((value) => monitorOf({ getBatchStatus: async () => value })),
      ],
      ['the signal of a client', (value) => monitorOf({ ...source, closeSignal: value })],
      ['all options', (value) => monitorOf(source, value)],
      ...each(optionsOfMonitor, (options) => monitorOf(source, options)),
      ['the batch id to add', (value) => createMonitor(source).add(value as string)],
      ['the batch id to remove', (value) => createMonitor(source).remove(value as string)],
    ],
    'a function for texts and errors': [
      ['the text', (value) => maskPhoneNumbers(value as string)],
      ['the error', (value) => isBatchStatusError(value, 'network')],
    ],
  };

  /** What an untyped error says, or one with invisible characters; or `undefined`. */
  async function untyped(use: Use, value: unknown): Promise<string | undefined> {
    try {
      await use(value);
    } catch (error) {
      if (!isBatchStatusError(error)) return String(error);
      if (/[\p{C}\p{Zl}\p{Zp}]/u.test(error.message)) return `invisible: ${error.message}`;
    }
    return undefined;
  }

  describe(`${name}: any value`, () => {
    describe.each(Object.entries(uses))('in %s', (_of, places) => {
      test.each(places)(
        'as %s leads to a result or to an error of this library',
        async (_at, use) => {
          const failures: Record<string, string> = {};
          for (const [kind, make] of Object.entries(hostileValues)) {
            const failure = await untyped(use, make());
            if (failure !== undefined) failures[kind] = failure;
          }
          expect(failures).toEqual({});
        },
      );
    });

    test('that the transport throws leads to an error of this library', async () => {
      const failures: Record<string, string> = {};
      for (const [kind, make] of Object.entries(hostileValues)) {
        // React waits for a promise that is thrown.
        if (kind === 'a promise') continue;
        const failure = await untyped(() => call(createFailing({ retry: false }, make)), undefined);
        if (failure !== undefined) failures[kind] = failure;
      }
      expect(failures).toEqual({});
    });
  });
}
