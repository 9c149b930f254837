import { getEventListeners } from 'node:events';
import { goodBatch } from '@batch-status/loopback/batches';
import { expect, inject, test } from 'vitest';
import { Agent } from 'undici';
import { Agent as OtherAgent } from 'undici-6';
import {
  createBatchStatusClient,
  createMonitor,
  waitUntilComplete,
  watch,
  type NodeClientOptions,
} from '../src/index.ts';
import { serve } from './serve.ts';

const credentials = { apiKey: 'a-key', workspaceId: 'a-workspace' };
const faults = inject('faultServerUrl');
const create = (options: NodeClientOptions = {}) =>
  createBatchStatusClient({ baseUrl: faults, ...credentials, ...options });

test('connections are reused until the client is closed', async () => {
  let connections = 0;
  let ended = (): void => undefined;
  const end = new Promise<void>((resolve) => (ended = resolve));
  await using server = await serve((request, response) => {
    if (!('seen' in request.socket)) connections += 1;
    Object.assign(request.socket, { seen: true });
    request.socket.once('close', ended);
    response.end(JSON.stringify(goodBatch));
  });
  {
    await using client = create({ baseUrl: server.url });
    for (let n = 0; n < 10; n++) await client.getBatchStatus('b');
    // undici reuses a connection in the next turn of the event loop.
    expect(connections).toBeLessThanOrEqual(2);
  }
  await end;
});

test('closing waits for calls in progress, including retries, and rejects new ones', async () => {
  let requests = 0;
  await using server = await serve((_request, response) => {
    requests += 1;
    if (requests === 1) response.writeHead(503).end();
    else response.end(JSON.stringify(goodBatch));
  });
  const client = create({ baseUrl: server.url, retry: { baseDelay: 50 } });
  const call = client.getBatchStatus('b');
  const order: string[] = [];
  const closed = [client.close(), client[Symbol.asyncDispose]()];
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({
    name: 'ClosedError',
    code: 'closed',
    message: 'This client is closed. Create another one.',
  });
  await Promise.all([
    call.then(() => order.push('call')),
    ...closed.map((each) => each.then(() => order.push('closed'))),
  ]);
  expect(order).toEqual(['call', 'closed', 'closed']);
  expect(requests).toBe(2);
});

test.each<[string, string]>([
  ['a pause', 'processing'],
  ['a request', 'no-response'],
])('closing ends a wait during %s at once, but not a call', async (_when, batchId) => {
  let answerCall = (): void => undefined;
  let waiting = (): void => undefined;
  const begun = new Promise<void>((resolve) => (waiting = resolve));
  await using server = await serve((request, response) => {
    const answer = (): void => void response.end(JSON.stringify(goodBatch));
    if (request.url?.includes('slow')) answerCall = answer;
    else if (request.url?.includes('processing')) answer();
    if (request.url?.includes('no-response')) waiting();
  });
  const client = create({ baseUrl: server.url });
  const call = client.getBatchStatus('slow');
  const updates = watch(client, batchId);
  const next = updates.next();
  const rejected =
    batchId === 'processing'
      ? next.then(() => {
          const pause = updates.next();
          // The pause has begun by then.
          queueMicrotask(waiting);
          return pause;
        })
      : next;
  const monitor = createMonitor(client, { reportPending: false });
  monitor.add('no-response-for-a-monitor');
  const report = monitor[Symbol.asyncIterator]().next();
  await begun;
  const closing = client.close();
  expect(client.closeSignal.aborted).toBe(true);
  for (const each of [rejected, report]) {
    await expect(each).rejects.toMatchObject({
      name: 'ClosedError',
      code: 'closed',
      message: 'This client is closed. Create another one.',
    });
  }
  expect(client.close()).toBe(closing);
  await client.getBatchStatus('b').catch(() => undefined);
  answerCall();
  expect(await call).toEqual(goodBatch);
  await closing;
});

test('a client can be closed before its first call, and by a listener of its signal', async () => {
  const client = create();
  let again: Promise<void> | undefined;
  client.closeSignal.addEventListener('abort', () => {
    again = client.close();
  });
  const closing = client.close();
  expect(again).toBe(closing);
  await closing;
  await expect(waitUntilComplete(client, 'b')).rejects.toMatchObject({ code: 'closed' });
});

test('a loop over a watch can close its client', async () => {
  const client = create();
  const closeInLoop = async (): Promise<void> => {
    for await (const _ of watch(client, 'good~loop')) await client.close();
  };
  await expect(closeInLoop()).rejects.toMatchObject({ code: 'closed' });
});

test('a client keeps no listener of watches that are over', async () => {
  const client = create();
  for (let n = 0; n < 20; n++) {
    for await (const _ of watch(client, `good~listeners`)) break;
  }
  expect(getEventListeners(client.closeSignal, 'abort')).toEqual([]);
  await client.close();
});

test('a passed dispatcher sends the requests and stays open', async () => {
  const dispatcher = new Agent();
  let requests = 0;
  const counting = dispatcher.compose((dispatch) => (options, handler) => {
    requests += 1;
    return dispatch(options, handler);
  });
  for (let n = 0; n < 2; n++) {
    await using client = create({ dispatcher: counting });
    await client.getBatchStatus('good~dispatcher');
  }
  expect(requests).toBe(2);
  expect(dispatcher.closed || dispatcher.destroyed).toBe(false);
  await dispatcher.close();
});

test.each([null, {}, 'http://proxy.example'])(
  'an invalid dispatcher is named: %j',
  (dispatcher) => {
    expect(() => create({ dispatcher: dispatcher as never })).toThrow(
      '`dispatcher` must be an undici Dispatcher',
    );
  },
);

test.each(['close', 'destroy'] as const)(
  'a dispatcher after %s is named, and not used again',
  async (end) => {
    const dispatcher = new Agent();
    await dispatcher[end]();
    await using client = create({ dispatcher });
    await expect(client.getBatchStatus('b')).rejects.toMatchObject({
      name: 'ConfigurationError',
      option: 'dispatcher',
      message: '`dispatcher` must be open, and from undici 8.7 or later; got one that is closed.',
    });
  },
);

test('a dispatcher of another version of undici is named', async () => {
  await using client = create({ dispatcher: new OtherAgent() as never });
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({
    name: 'ConfigurationError',
    option: 'dispatcher',
    message:
      '`dispatcher` must be open, and from undici 8.7 or later; got one that does not accept the request.',
  });
});

test('an error of the dispatcher is a network error', async () => {
  const dispatcher = { dispatch: () => expect.unreachable('no dispatch') };
  await using client = create({ dispatcher: dispatcher as never, retry: false });
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({ code: 'network' });
});

test('a call that is aborted while it waits for a connection is never sent', async () => {
  let arrive: (answer: () => void) => void;
  const arrived = new Promise<() => void>((resolve) => {
    arrive = resolve;
  });
  let requests = 0;
  await using server = await serve((_request, response) => {
    requests += 1;
    const answer = (): void => void response.end(JSON.stringify(goodBatch));
    if (requests === 1) arrive(answer);
    else answer();
  });
  const dispatcher = new Agent({ connections: 1 });
  await using client = create({ baseUrl: server.url, dispatcher });
  const abort = new AbortController();
  const first = client.getBatchStatus('b');
  const second = client.getBatchStatus('b', { signal: abort.signal });
  const answerFirst = await arrived;
  abort.abort('enough');
  await expect(second).rejects.toBe('enough');
  answerFirst();
  await first;
  await client.getBatchStatus('b');
  expect(requests).toBe(2);
  await dispatcher.close();
});

test('a signal that outlives its calls keeps no listener', async () => {
  const abort = new AbortController();
  await using client = create();
  for (let n = 0; n < 20; n++) {
    await client.getBatchStatus('good~signal', { signal: abort.signal });
  }
  expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
});
