import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { goodBatch } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
// @ts-expect-error -- It has no types.
import { Response as WithoutStreams } from 'whatwg-fetch';
import { createBatchStatusClient } from '../src/index.ts';

const baseUrl = 'https://127.0.0.1';

/** The one of React Native. Its module replaces no global that exists. */
const ReactNativeResponse = WithoutStreams as typeof Response;

const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text)).buffer;

test.each<[string, (text: string) => BodyInit]>([
  ['bytes', bytesOf],
  ['only text', (text) => text],
])('the responses of React Native are read: %s', async (_, encode) => {
  const responses = [
    new ReactNativeResponse(encode(JSON.stringify(goodBatch))),
    new ReactNativeResponse(encode('{"error":"No such batch"}'), { status: 404 }),
  ];
  expect(responses[0]!.body).toBeUndefined();
  const client = createBatchStatusClient({ baseUrl, fetch: async () => responses.shift()! });
  expect(await client.getBatchStatus('b')).toEqual(goodBatch);
  await expect(client.getBatchStatus('b')).rejects.toThrow('“No such batch”');
});

/** What a process prints that imports the client without some globals, and creates one. */
async function createdWithout(statement: string): Promise<string> {
  const program = `
    ${statement};
    const { createBatchStatusClient } = await import('@batch-status/fetch');
    try {
      createBatchStatusClient({ baseUrl: '${baseUrl}' });
      console.log('created');
    } catch ({ code, message }) {
      console.log(code, message);
    }`;
  const { stdout } = await promisify(execFile)(
    process.env['TEST_NODE'] ?? process.execPath,
    ['--conditions=@batch-status/source', '--input-type=module', '-e', program],
    { cwd: new URL('../../../apps/examples', import.meta.url) },
  );
  return stdout.trim();
}

test.each([
  ['nothing', '', 'created'],
  [
    'TextDecoder',
    'delete globalThis.TextDecoder',
    'invalid_argument This platform lacks TextDecoder. Load a polyfill.',
  ],
  [
    'throwIfAborted',
    'delete AbortSignal.prototype.throwIfAborted',
    'invalid_argument This platform lacks AbortSignal.prototype.throwIfAborted. Load a polyfill.',
  ],
  [
    'both',
    'delete globalThis.TextDecoder; delete globalThis.AbortSignal',
    'invalid_argument This platform lacks TextDecoder and AbortSignal.prototype.throwIfAborted. Load a polyfill.',
  ],
])('a client names what the platform lacks when it is created: %s', async (_, statement, said) => {
  expect(await createdWithout(statement)).toBe(said);
});
