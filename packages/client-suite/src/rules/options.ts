import type { CallOptions, ClientOptions } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import type { Suite } from '../suite.ts';

/** How a client validates batch ids and options, and what it sends. */
export function describeOptions({
  name,
  clientWith,
  idFor,
  seen,
  success,
  serverUrl,
}: Suite): void {
  describe(`${name}: options`, () => {
    test.each([
      ['', 'empty'],
      ['.', 'dot segment'],
      ['..', 'dot segment'],
      ['%2e%2E', 'dot segment'],
      ['.%2e', 'dot segment'],
      ['a\nb', 'control character'],
      ['\u0000', 'control character'],
      ['\uD800', 'surrogate'],
      [undefined, 'undefined'],
      [null, 'null'],
      [7, '7'],
    ])('the batch id %j is rejected: %s', async (batchId, why) => {
      const call = clientWith().getBatchStatus(batchId as string);
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
      await expect(call).rejects.toThrow(why);
    });

    test.each(['a/b', 'a b', '%', 'é', '👍', '?x#y', 'good~1', '...'])(
      'the batch id %j has its own path',
      async (batchId) => {
        const id = `${idFor('good')}${batchId}`;
        await clientWith().getBatchStatus(id);
        expect(await seen(id)).toHaveLength(1);
      },
    );

    test.each(['two words', 'line\nbreak', 'bell\u0007', 'naïve'])(
      'the key %j is rejected at construction without being quoted',
      (key) => {
        const construct = (): unknown => clientWith({ apiKey: key });
        expect(construct).toThrow(/^`apiKey` must be visible ASCII characters; got a string/);
        expect(construct).not.toThrow(key);
      },
    );

    test('an empty key is rejected at construction', () => {
      expect(() => clientWith({ apiKey: '' })).toThrow(/^`apiKey` .* got an empty string\.$/);
    });

    test('a function for a key is called at each call, and its result is validated', async () => {
      const keys = ['first', 'second', 'bad\nkey'];
      const client = clientWith({ apiKey: () => Promise.resolve(keys.shift()) });
      const id = idFor('good');
      await client.getBatchStatus(id);
      await client.getBatchStatus(id);
      expect((await seen(id)).map(({ headers }) => headers['x-api-key'])).toEqual([
        'first',
        'second',
      ]);
      await expect(client.getBatchStatus(id)).rejects.toMatchObject({ code: 'invalid_argument' });
    });

    test('a function for a key that throws is named, and its error is the cause', async () => {
      const cause = new Error('no vault');
      const call = clientWith({ apiKey: () => Promise.reject(cause) }).getBatchStatus('any');
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument', cause });
      await expect(call).rejects.toThrow('apiKey');
    });

    test('no key is sent if there is none', async () => {
      const { requests } = await success('good', { apiKey: undefined, workspaceId: undefined });
      expect(requests[0]?.headers).not.toHaveProperty('x-api-key');
    });

    test.each<[string, ClientOptions]>([
      ['baseUrl', { baseUrl: 'ftp://example.org' }],
      ['baseUrl', { baseUrl: 'https://user:pass@example.org' }],
      ['baseUrl', { baseUrl: 'https://example.org/?key=1' }],
      ['baseUrl', { baseUrl: 'not a url' }],
      ['baseUrl', { baseUrl: 'https://example.org/\u202E' }],
      ['baseUrl', { baseUrl: '/\u061C' }],
      ['baseUrl', { baseUrl: 'http://example.org:99999' }],
      ['baseUrl', { baseUrl: 'http://example.org ' }],
      ['baseUrl', { baseUrl: 'http://example.org/api\n' }],
      ['baseUrl', { baseUrl: 'http://example.org/\u00a0' }],
      ['pathPrefix', { pathPrefix: 'v1' }],
      ['pathPrefix', { pathPrefix: '/v1/../admin' }],
      ['baseUrl', { baseUrl: 7 as never }],
      ['deadline', { deadline: 0 }],
      ['deadline', { deadline: Number.NaN }],
      ['retry.attempts', { retry: { attempts: 1.5 } }],
      ['retry.baseDelay', { retry: { baseDelay: -1 } }],
      ['retry.retries', { retry: { retries: 3 } as never }],
      ['retry', { retry: 3 as never }],
      ['maxResponseBytes', { maxResponseBytes: -1 }],
      ['headers', { headers: { 'x-trace': 'a\nb' } }],
      ['headers', { headers: { 'x-trace': 'a\u007f' } }],
      ['headers', { headers: { 'x-trace': 'a\u0001b' } }],
      ['headers', { headers: { Expect: '100-continue' } }],
      ['headers', { headers: { 'transfer-encoding': 'chunked' } }],
      ['headers', { headers: { connection: 'close' } }],
      ['headers', { headers: { 'content-length': '0' } }],
      ['headers', { headers: { 'keep-alive': 'timeout=5' } }],
      ['headers', { headers: { upgrade: 'h2c' } }],
      ['headers', { headers: null as never }],
      ['onEvent', { onEvent: 'log' as never }],
      ['timeout', { timeout: 5 } as never],
    ])('the option %s is named if it is invalid: %j', (option, options) => {
      expect(() => clientWith(options)).toThrow(expect.objectContaining({ option }) as Error);
      expect(() => clientWith(options)).toThrow(`\`${option}\``);
    });

    test.each<[string, CallOptions]>([
      ['deadline', { deadline: -1 }],
      ['retry.attempts', { retry: { attempts: 0 } }],
      ['onEvent', { onEvent: 'log' as never }],
      ['signal', { signal: new AbortController() as never }],
      ['timeout', { timeout: 5 } as never],
    ])('the option %s of a call is named if it is invalid: %j', async (option, options) => {
      const id = idFor('good');
      const call = clientWith().getBatchStatus(id, options);
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument', option });
      await expect(call).rejects.toThrow(`\`${option}\``);
      expect(await seen(id)).toEqual([]);
    });

    test('the path prefix and headers are sent', async () => {
      const baseUrl = `${serverUrl}/`;
      const options = { baseUrl, pathPrefix: '/other/', headers: { 'X-Trace': 'on' } };
      const { requests } = await success('good', options);
      expect(requests[0]?.path).toMatch(/^\/other\/batch-calls\//);
      expect(requests[0]?.headers['x-trace']).toBe('on');
    });
  });
}
