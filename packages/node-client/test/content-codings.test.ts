import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { goodBatch } from '@batch-status/client-suite';
import { describe, expect, test } from 'vitest';
import { BodyDecoder } from '../src/body-decoder.ts';
import { readContentCoding } from '../src/content-codings.ts';
import { createBatchStatusClient, type BatchStatus, type NodeClientOptions } from '../src/index.ts';
import { serve } from './serve.ts';

const encoders: Record<string, (body: Buffer) => Buffer> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  br: (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: zstdCompressSync,
};
const codings = Object.keys(encoders);
/** For what is compressed on a machine that has much else to do. */
const timeout = 30_000;
const json = Buffer.from(JSON.stringify(goodBatch));

/** What a call comes to whose answer is that. */
async function callOf(
  body: Buffer,
  contentEncoding: string | string[],
  options: NodeClientOptions = {},
  status = 200,
): Promise<{ outcome: PromiseSettledResult<BatchStatus>; requests: number; accepted: unknown }> {
  let requests = 0;
  let accepted: unknown;
  await using server = await serve((request, response) => {
    requests += 1;
    accepted = request.headers['accept-encoding'];
    response.setHeader('content-encoding', contentEncoding).writeHead(status).end(body);
  });
  await using client = createBatchStatusClient({
    ...{ baseUrl: server.url, apiKey: 'a-key', workspaceId: 'a-workspace' },
    ...{ retry: { baseDelay: 1, attempts: 2 } },
    ...options,
  });
  const [outcome] = await Promise.allSettled([client.getBatchStatus('b')]);
  return { outcome, requests, accepted };
}

describe('a coded answer', { timeout }, () => {
  test.each([
    ...codings,
    'GZIP',
    'identity',
    '',
    'gzip, br',
    'identity, zstd,  gzip',
    'br, gzip, zstd, x-gzip, gzip',
  ])('is decoded: %j', async (header) => {
    const names = header.toLowerCase().split(/\s*,\s*/);
    const body = names.reduce<Buffer>((bytes, name) => encoders[name]?.(bytes) ?? bytes, json);
    const { outcome, accepted } = await callOf(body, header);
    expect(outcome).toEqual({ status: 'fulfilled', value: goodBatch });
    expect(accepted).toBe('gzip, br, zstd');
  });

  test('is decoded where each coding has a header of its own', async () => {
    const { outcome } = await callOf(gzipSync(brotliCompressSync(json)), ['br', 'gzip']);
    expect(outcome).toEqual({ status: 'fulfilled', value: goodBatch });
  });

  test.each(codings)('is decoded however large it is: %s', async (name) => {
    const padding = randomBytes(3 * 2 ** 20).toString('base64');
    const body = encoders[name]!(Buffer.from(JSON.stringify({ ...goodBatch, padding })));
    const { outcome } = await callOf(body, name, { maxResponseBytes: 5 * 2 ** 20 });
    expect(outcome).toMatchObject({ value: { padding } });
  });

  test('is asked for as the caller says', async () => {
    const headers = { 'Accept-Encoding': 'identity' };
    expect((await callOf(json, 'identity', { headers })).accepted).toBe('identity');
  });

  test.each(codings)('that stops in the middle is a lost connection: %s', async (name) => {
    // At every eighth of it, so also where what came is whole JSON of a sort.
    const body = encoders[name]!(json);
    for (let eighth = 1; eighth < 8; eighth++) {
      const cut = body.subarray(0, Math.floor((body.byteLength * eighth) / 8));
      const { outcome, requests } = await callOf(cut, name);
      expect(outcome).toMatchObject({ reason: { code: 'network', attempts: 2 } });
      expect(requests).toBe(2);
    }
    const short = await callOf(body.subarray(0, -1), name);
    expect(short.outcome).toMatchObject({ reason: { code: 'network' } });
  });

  test.each(codings)('that is not coded so is a lost connection: %s', async (name) => {
    const { outcome } = await callOf(json, name);
    expect(outcome).toMatchObject({ reason: { code: 'network', cause: expect.any(Error) } });
  });

  test('that has no body is empty', async () => {
    const { outcome } = await callOf(Buffer.alloc(0), 'gzip');
    expect(outcome).toMatchObject({ reason: { code: 'malformed', status: 200 } });
  });

  test('that refuses is a refusal, whatever can be read of it', async () => {
    const { outcome } = await callOf(json, 'gzip', {}, 403);
    expect(outcome).toMatchObject({ reason: { code: 'forbidden', status: 403 } });
  });
});

describe('a coding that nobody knows', () => {
  test.each([
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'deflate',
    'gzip, snappy',
    'gzip, gzip, gzip, gzip, gzip, gzip',
  ])('is named: %s', async (header) => {
    const { outcome, requests } = await callOf(json, header);
    expect(outcome).toMatchObject({
      reason: { name: 'ProtocolError', code: 'malformed', status: 200, attempts: 2 },
    });
    expect(outcome).toHaveProperty(
      'reason.message',
      expect.stringContaining(`“${header.toLowerCase()}”`),
    );
    expect(requests).toBe(2);
  });

  test('is named without secrets', async () => {
    const { outcome } = await callOf(json, 'a-key; +1 555 010 0199');
    expect(outcome).toHaveProperty('reason.message', expect.stringContaining('coding “•••; •••”'));
  });

  test('does not hide a refusal', async () => {
    const { outcome } = await callOf(json, 'snappy', {}, 404);
    expect(outcome).toMatchObject({ reason: { code: 'not_found' } });
  });
});

describe('a bomb', { timeout }, () => {
  const maxResponseBytes = 2 ** 16;
  const spaces = Buffer.alloc(2 ** 26, ' ');

  test.each([...codings, 'gzip, br', 'zstd, gzip'])('is too large: %s', async (header) => {
    const body = header.split(', ').reduce<Buffer>((bytes, name) => encoders[name]!(bytes), spaces);
    expect(body.byteLength).toBeLessThan(maxResponseBytes + 2 ** 11);
    const { outcome, requests } = await callOf(body, header, { maxResponseBytes });
    expect(outcome).toMatchObject({ reason: { code: 'too_large', attempts: 1 } });
    expect(requests).toBe(1);
  });

  test.each(codings)('is not inflated beyond what may come: %s', async (name) => {
    const error = await new Promise((resolve, reject) => {
      let inflated = 0;
      const decoder = new BodyDecoder(readContentCoding(name).decode, {
        onData(chunk) {
          inflated += chunk.byteLength;
          if (inflated > maxResponseBytes) throw new Error(`ended after ${inflated >> 20} MiB`);
        },
        onEnd: () => reject(new Error('It was inflated.')),
        onError: resolve,
        onDrain: () => undefined,
      });
      decoder.write(encoders[name]!(spaces));
      decoder.finish();
    });
    expect(error).toMatchObject({ message: 'ended after 0 MiB' });
  });

  test('is seen before all of it has come', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync(spaces));
    });
    const credentials = { apiKey: 'a-key', workspaceId: 'a-workspace' };
    await using client = createBatchStatusClient({ baseUrl: server.url, ...credentials });
    await expect(client.getBatchStatus('b')).rejects.toMatchObject({ code: 'too_large' });
  });
});
