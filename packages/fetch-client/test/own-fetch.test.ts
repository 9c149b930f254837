import { goodBatch } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

const baseUrl = 'https://127.0.0.1';
const json = JSON.stringify(goodBatch);
const bytes = new TextEncoder().encode(json);

/** A client whose `fetch` resolves to this value, and the options of each request. */
function clientOf(respond: (init: RequestInit) => unknown, maxResponseBytes?: number) {
  const sent: RequestInit[] = [];
  const client = createBatchStatusClient({
    baseUrl,
    maxResponseBytes,
    retry: { baseDelay: 1, maxDelay: 1 },
    fetch: async (_input, init = {}) => {
      sent.push(init);
      return respond(init) as Response;
    },
  });
  return { client, sent };
}

/** A response of a platform without streams, such as React Native. */
const withoutStreams = (members: object = {}): object => ({
  status: 200,
  headers: new Headers({ 'content-length': String(bytes.byteLength) }),
  arrayBuffer: async () => bytes.buffer.slice(0, bytes.byteLength),
  ...members,
});

test.each([5, null, 'fetch', {}])('a fetch that is not a function is named: %j', (own) => {
  expect(() => createBatchStatusClient({ fetch: own as never })).toThrow(
    /^`fetch` must be a function; got /,
  );
});

describe('a fetch without streams', () => {
  test('is read by arrayBuffer', async () => {
    const { client } = clientOf(() => withoutStreams());
    expect(await client.getBatchStatus('b')).toEqual(goodBatch);
  });

  test('is read by arrayBuffer if its body is another kind of stream', async () => {
    const { client } = clientOf(() => withoutStreams({ body: { pipe: () => undefined } }));
    expect(await client.getBatchStatus('b')).toEqual(goodBatch);
  });

  test('has the same limit for a body, and is not read beyond it', async () => {
    let read = 0;
    const arrayBuffer = async (): Promise<ArrayBuffer> => {
      read += 1;
      return bytes.buffer.slice(0, bytes.byteLength);
    };
    const limit = bytes.byteLength - 1;
    const known = clientOf(() => withoutStreams({ arrayBuffer }), limit);
    const tooLarge = { code: 'too_large', status: 200, attempts: 1 };
    await expect(known.client.getBatchStatus('b')).rejects.toMatchObject(tooLarge);
    expect(read).toBe(0);
    const headers = new Headers();
    const unknown = clientOf(() => withoutStreams({ arrayBuffer, headers }), limit);
    await expect(unknown.client.getBatchStatus('b')).rejects.toMatchObject(tooLarge);
    expect(read).toBe(1);
  });

  test('gives the status of a refusal whose body is lost', async () => {
    const arrayBuffer = (): Promise<never> => Promise.reject(new TypeError('lost'));
    const { client, sent } = clientOf(() => withoutStreams({ status: 401, arrayBuffer }));
    await expect(client.getBatchStatus('b')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(sent).toHaveLength(1);
  });
});

const readBefore = new Response(json);
await readBefore.text();
const lockedBefore = new Response(json);
lockedBefore.body?.getReader();

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a response that was read', readBefore],
  ['a response that something else reads', lockedBefore],
  ['text', 'ok'],
  ['no headers', { status: 200 }],
  ['no body that can be read', withoutStreams({ arrayBuffer: undefined, body: {} })],
  ['a refusal that cannot be read', withoutStreams({ status: 500, arrayBuffer: undefined })],
])('a fetch that resolves to %s is named after one request', async (_what, response) => {
  const { client, sent } = clientOf(() => response);
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({
    name: 'ConfigurationError',
    option: 'fetch',
    message: expect.stringMatching(
      /^`fetch` must be a function that resolves to a readable Response; got /,
    ),
  });
  expect(sent).toHaveLength(1);
});

test('a response that was redirected is refused', async () => {
  const response = new Response(json);
  Object.defineProperty(response, 'redirected', { value: true });
  const { client } = clientOf(() => response);
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({ code: 'redirected' });
});

test('a platform that rejects the option cache is asked without it from then on', async () => {
  const { client, sent } = clientOf(({ cache }) => {
    if (cache) throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.");
    return new Response(json);
  });
  expect(await client.getBatchStatus('b')).toEqual(goodBatch);
  expect(await client.getBatchStatus('b')).toEqual(goodBatch);
  expect(sent.map(({ cache }) => cache)).toEqual(['no-store', undefined, undefined]);
});
