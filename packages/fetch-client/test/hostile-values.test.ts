import { hostileValues } from '@batch-status/client-suite';
import { goodBatch } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { createBatchStatusClient, createRawClient, isBatchStatusError } from '../src/index.ts';
import { createProxyHandler } from '../src/proxy.ts';

const path = '/v1/api/batch-calls/{batchId}/status';
const params = { path: { batchId: 'any' } };

const clientOver = (send: unknown) =>
  createBatchStatusClient({
    fetch: send as typeof fetch,
    retry: false,
    baseUrl: 'http://a.example',
  });
const client = clientOver(async () => Response.json(goodBatch));
const raw = createRawClient(client);

/** A response with one odd member. */
const responseWith = (member: string, value: unknown): unknown => ({
  ...{ status: 200, headers: new Headers(), body: null, text: async () => '{}' },
  [member]: value,
});

const get = (init: object): Promise<unknown> => raw.GET(path, { params, ...init } as never);

const proxyOptions = [
  'authorize',
  'path',
  'pathPrefix',
  'shareFor',
  'maxBatches',
  'onError',
  'clock',
];
const authorize = (): boolean => true;

const uses: [string, (value: unknown) => unknown][] = [
  ['the client of a raw client', (value) => createRawClient(value as never)],
  ['the path of a raw call', (value) => raw.GET(value as never, { params })],
  ['the options of a raw call', (value) => raw.GET(path, value as never)],
  ['the parameters', (value) => get({ params: value })],
  ['the parameters of the path', (value) => get({ params: { path: value } })],
  ['the batch id', (value) => get({ params: { path: { batchId: value } } })],
  ['the query', (value) => get({ params: { ...params, query: value } })],
  ['the header parameters', (value) => get({ params: { ...params, header: value } })],
  ...[
    'headers',
    'signal',
    'parseAs',
    'middleware',
    'querySerializer',
    'bodySerializer',
    'body',
    'baseUrl',
  ].map((name): [string, (value: unknown) => unknown] => [name, (value) => get({ [name]: value })]),
  ['fetch', (value) => clientOver(value).getBatchStatus('any')],
  ['the result of fetch', (value) => clientOver(async () => value).getBatchStatus('any')],
  ...['status', 'headers', 'body'].map((name): [string, (value: unknown) => unknown] => [
    `${name} of the result of fetch`,
    (value) => clientOver(async () => responseWith(name, value)).getBatchStatus('any'),
  ]),
  ['the source of a proxy', (value) => createProxyHandler(value as never, { authorize })],
  ['the options of a proxy', (value) => createProxyHandler(client, value as never)],
  ...proxyOptions.map((name): [string, (value: unknown) => unknown] => [
    `the option ${name} of a proxy`,
    (value) => createProxyHandler(client, { authorize, [name]: value }),
  ]),
];

describe('any value', () => {
  test.each(uses)('as %s leads to a result or to an error of this library', async (_at, use) => {
    const failures: Record<string, string> = {};
    for (const [kind, make] of Object.entries(hostileValues)) {
      try {
        await use(make());
      } catch (error) {
        const { message } = error as Error;
        const isSafe = isBatchStatusError(error) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(message);
        if (!isSafe) failures[kind] = String(error);
      }
    }
    expect(failures).toEqual({});
  });
});
