import { channel, tracingChannel } from 'node:diagnostics_channel';
import { everythingIn } from '@batch-status/client-suite';
import { plantedPhoneNumber } from '@batch-status/loopback/batches';
import { afterEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { createBatchStatusClient, type CallEvent, type CallTrace } from '../src/index.ts';
import { publishingEvents } from '../src/diagnostics.ts';

const credentials = { apiKey: 'planted-key-1a2b', workspaceId: 'planted-workspace-3c4d' };
const options = { ...credentials, retry: { baseDelay: 1 }, baseUrl: inject('faultServerUrl') };
const events = channel('batch-status:event');
const calls = tracingChannel<unknown, CallTrace>('batch-status:call');

function subscribe(listener: (event: CallEvent) => void): void {
  const onMessage = (message: unknown): void => listener(message as CallEvent);
  events.subscribe(onMessage);
  onTestFinished(() => {
    events.unsubscribe(onMessage);
  });
}

/** The channels that a call publishes to, and the messages. */
function collect(): [name: string, message: object][] {
  const published: [string, object][] = [];
  subscribe((event) => published.push([event.type, event]));
  const on = (name: string) => (trace: CallTrace) => published.push([name, trace]);
  const subscribers = {
    start: on('start'),
    end: on('end'),
    asyncStart: on('asyncStart'),
    asyncEnd: on('asyncEnd'),
    error: on('error'),
  };
  calls.subscribe(subscribers);
  onTestFinished(() => calls.unsubscribe(subscribers));
  return published;
}

describe('the published messages', () => {
  test('are the events of `onEvent`, from every client', async () => {
    const published: CallEvent[] = [];
    subscribe((event) => published.push(event));
    const received: CallEvent[] = [];
    await using client = createBatchStatusClient({
      ...options,
      onEvent: (event) => received.push(event),
    });
    await client.getBatchStatus('error-twice~diagnostics');
    await client.getBatchStatus('odd-optional-members~diagnostics');
    expect(received.map(({ type }) => type)).toContain('retry');
    expect(received.map(({ type }) => type)).toContain('fault');
    expect(published).toEqual(received);
  });

  test('begin and end with the call, and contain no batch or secret', async () => {
    const published = collect();
    await using client = createBatchStatusClient(options);
    await client.getBatchStatus('good~diagnostics');
    const names = published.map(([name]) => name);
    expect(names).toEqual(['start', 'end', 'attempt', 'response', 'asyncStart', 'asyncEnd']);
    expect(published[0]?.[1]).toEqual({ batchId: 'good~diagnostics', result: undefined });
    const text = everythingIn(published);
    expect(text).not.toContain('planted');
    expect(text).not.toContain(plantedPhoneNumber.slice(1));
  });

  test('contain the error of a failed call', async () => {
    const published = collect();
    await using client = createBatchStatusClient(options);
    const error: unknown = await client.getBatchStatus('not-found~d').catch((thrown) => thrown);
    const [, trace] = published.find(([name]) => name === 'error')!;
    expect(trace).toEqual({ batchId: 'not-found~d', error });
  });
});

test('no event is created without subscribers', () => {
  const settings = publishingEvents({ listeners: [] } as never);
  expect(settings.listeners).toHaveLength(0);
  subscribe(() => undefined);
  expect(settings.listeners).toHaveLength(1);
});

describe('a subscriber that throws', () => {
  const surfaced: unknown[] = [];
  afterEach(() => surfaced.splice(0));

  /** Catches errors that would end the process. */
  function catchUncaught(): void {
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const note = (error: unknown): void => void surfaced.push(error);
    process.on('uncaughtException', note);
    onTestFinished(() => {
      process.off('uncaughtException', note);
      for (const other of others) process.on('uncaughtException', other);
    });
  }

  test('does not fail the call, and its error is reported as uncaught', async () => {
    catchUncaught();
    const thrown = new Error('of a listener');
    const fail = (): never => {
      throw thrown;
    };
    subscribe(fail);
    calls.start.subscribe(fail);
    calls.asyncEnd.subscribe(fail);
    onTestFinished(() => {
      calls.start.unsubscribe(fail);
      calls.asyncEnd.unsubscribe(fail);
    });
    await using client = createBatchStatusClient(options);
    await expect(client.getBatchStatus('good~thrower')).resolves.toMatchObject({ total: 150 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(surfaced).toEqual([thrown, thrown, thrown, thrown]);
  });
});
