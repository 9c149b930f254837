import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { goodBatch } from '@batch-status/loopback/batches';
import { afterAll, describe, expect, test } from 'vitest';
import { BodyDecoder } from '../src/transport/body-decoder.ts';
import { readContentCoding } from '../src/transport/content-codings.ts';
import { createBatchStatusClient, type BatchStatus, type NodeClientOptions } from '../src/index.ts';
import { serve } from './serve.ts';

const encoders: Record<string, (body: Buffer) => Buffer> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  br: (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: zstdCompressSync,
};
const codings = Object.keys(encoders);
const json = Buffer.from(JSON.stringify(goodBatch));

/** The responses of the server by batch id, and the headers of the requests. */
const answers = new Map<string, { respond: RequestListener; accepted: unknown[] }>();
const serving = serve((request, response) => {
  const answer = answers.get(request.url!.split('/').at(-2)!)!;
  answer.accepted.push(request.headers['accept-encoding']);
  answer.respond(request, response);
});
afterAll(async () => (await serving)[Symbol.asyncDispose]());

/** The result of a call with this response. */
async function callAnswered(
  respond: RequestListener,
  options: NodeClientOptions = {},
): Promise<{ outcome: PromiseSettledResult<BatchStatus>; accepted: unknown[] }> {
  const id = `batch_${answers.size}`;
  const accepted: unknown[] = [];
  answers.set(id, { respond, accepted });
  await using client = createBatchStatusClient({
    ...{ baseUrl: (await serving).url, apiKey: 'a-key', workspaceId: 'a-workspace' },
    ...{ retry: { baseDelay: 1, attempts: 2 } },
    ...options,
  });
  const [outcome] = await Promise.allSettled([client.getBatchStatus(id)]);
  return { outcome, accepted };
}

/** The result of a call whose response is this. */
const callOf = (
  body: Buffer,
  contentEncoding: string | string[],
  options: NodeClientOptions = {},
  status = 200,
): ReturnType<typeof callAnswered> =>
  callAnswered(
    (_request, response) =>
      response.setHeader('content-encoding', contentEncoding).writeHead(status).end(body),
    options,
  );

describe('a response with a content coding', () => {
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
    expect(accepted).toEqual(['gzip, br, zstd']);
  });

  test('is decoded if each coding has its own header', async () => {
    const { outcome } = await callOf(gzipSync(brotliCompressSync(json)), ['br', 'gzip']);
    expect(outcome).toEqual({ status: 'fulfilled', value: goodBatch });
  });

  test.each(codings)('is decoded however large it is: %s', async (name) => {
    const padding = randomBytes(2 ** 20).toString('base64');
    const body = encoders[name]!(Buffer.from(JSON.stringify({ ...goodBatch, padding })));
    const { outcome } = await callOf(body, name);
    expect(outcome).toMatchObject({ value: { padding } });
  });

  test("respects the caller's accept-encoding", async () => {
    const headers = { 'Accept-Encoding': 'identity' };
    expect((await callOf(json, 'identity', { headers })).accepted).toEqual(['identity']);
  });

  test.each(codings)('that stops in the middle is a lost connection: %s', async (name) => {
    // Cut at every eighth, also where the part is valid JSON by chance.
    const body = encoders[name]!(json);
    for (let eighth = 1; eighth < 8; eighth++) {
      const cut = body.subarray(0, Math.floor((body.byteLength * eighth) / 8));
      const { outcome, accepted } = await callOf(cut, name);
      expect(outcome).toMatchObject({ reason: { code: 'network', attempts: 2 } });
      expect(accepted).toHaveLength(2);
    }
    const short = await callOf(body.subarray(0, -1), name);
    expect(short.outcome).toMatchObject({ reason: { code: 'network' } });
  });

  test.each(codings)('that does not have that coding is a lost connection: %s', async (name) => {
    const { outcome } = await callOf(json, name);
    expect(outcome).toMatchObject({ reason: { code: 'network', cause: expect.any(Error) } });
  });

  test('is empty without a body', async () => {
    const { outcome } = await callOf(Buffer.alloc(0), 'gzip');
    expect(outcome).toMatchObject({ reason: { code: 'malformed', status: 200 } });
  });

  test('is a refusal for any body if its status is one', async () => {
    const { outcome } = await callOf(json, 'gzip', {}, 403);
    expect(outcome).toMatchObject({ reason: { code: 'forbidden', status: 403 } });
  });
});

describe('a client whose responses cannot be decoded', () => {
  test.each([...codings, 'snappy'])('asks for no coding from then on: %s', async (name) => {
    const accepted: unknown[] = [];
    await using server = await serve((request, response) => {
      const asked = request.headers['accept-encoding'];
      accepted.push(asked);
      if (asked !== 'identity') response.setHeader('content-encoding', name);
      response.end(json);
    });
    const credentials = { apiKey: undefined, workspaceId: undefined };
    const retry = { baseDelay: 1 };
    await using client = createBatchStatusClient({ baseUrl: server.url, ...credentials, retry });
    for (let n = 0; n < 2; n++) expect(await client.getBatchStatus('b')).toEqual(goodBatch);
    expect(accepted).toEqual(['gzip, br, zstd', 'identity', 'identity']);
  });

  test('asks for codings again after a response that was cut off', async () => {
    const accepted: unknown[] = [];
    await using server = await serve((request, response) => {
      accepted.push(request.headers['accept-encoding']);
      const whole = gzipSync(json);
      const body = accepted.length === 1 ? whole.subarray(0, 20) : whole;
      response.setHeader('content-encoding', 'gzip').end(body);
    });
    const credentials = { apiKey: undefined, workspaceId: undefined };
    const retry = { baseDelay: 1 };
    await using client = createBatchStatusClient({ baseUrl: server.url, ...credentials, retry });
    expect(await client.getBatchStatus('b')).toEqual(goodBatch);
    expect(accepted).toEqual(['gzip, br, zstd', 'gzip, br, zstd']);
  });
});

describe('an unknown content coding', () => {
  test.each([
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'deflate',
    'gzip, snappy',
    'gzip, gzip, gzip, gzip, gzip, gzip',
  ])('is named: %s', async (header) => {
    const { outcome, accepted } = await callOf(json, header);
    expect(outcome).toMatchObject({
      reason: { name: 'ProtocolError', code: 'malformed', status: 200, attempts: 2 },
    });
    expect(outcome).toHaveProperty(
      'reason.message',
      expect.stringContaining(`“${header.toLowerCase()}”`),
    );
    expect(accepted).toHaveLength(2);
  });

  test.each([200, 500])('is named before the body is read: %i', async (status) => {
    const closed: Promise<unknown>[] = [];
    const { outcome } = await callAnswered(
      (_request, response) => {
        closed.push(once(response, 'close'));
        response.setHeader('content-encoding', 'snappy').writeHead(status).write('endless');
      },
      { retry: false },
    );
    const code = status === 200 ? 'malformed' : 'api_error';
    expect(outcome).toMatchObject({ reason: { code, status, attempts: 1 } });
    // The connection is closed, so that the rest does not arrive.
    await Promise.all(closed);
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

describe('a decompression bomb', () => {
  const maxResponseBytes = 2 ** 16;
  const spaces = Buffer.alloc(2 ** 22, ' ');
  const bombs = new Map(codings.map((name) => [name, encoders[name]!(spaces)]));

  test.each([...codings, 'gzip, br', 'zstd, gzip'])('is too large: %s', async (header) => {
    const [first = '', ...more] = header.split(', ');
    const body = more.reduce<Buffer>((bytes, name) => encoders[name]!(bytes), bombs.get(first)!);
    expect(body.byteLength).toBeLessThan(maxResponseBytes);
    const { outcome, accepted } = await callOf(body, header, { maxResponseBytes });
    expect(outcome).toMatchObject({ reason: { code: 'too_large', attempts: 1 } });
    expect(accepted).toHaveLength(1);
  });

  test.each(codings)('is not decompressed beyond the limit: %s', async (name) => {
    const stages: Duplex[] = [];
    const watched = readContentCoding(name).decode.map((create) => () => {
      const stage = create();
      stages.push(stage);
      return stage;
    });
    let inflated = 0;
    const full = new Error('full');
    const error = await new Promise((resolve, reject) => {
      const decoder = new BodyDecoder(watched, {
        onData(chunk) {
          inflated += chunk.byteLength;
          if (inflated > maxResponseBytes) throw full;
        },
        onEnd: () => reject(new Error('It was inflated.')),
        onError: resolve,
        onDrain: () => undefined,
      });
      decoder.write(bombs.get(name)!);
      decoder.finish();
    });
    expect(error).toBe(full);
    expect(stages.map(({ destroyed }) => destroyed)).toEqual([true]);
    for (const stage of stages) if (!stage.closed) await once(stage, 'close');
    expect(inflated).toBeLessThan(2 * maxResponseBytes);
  });

  test('is detected before all of it has arrived', async () => {
    const { outcome } = await callAnswered(
      (_request, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).write(bombs.get('gzip')),
      { maxResponseBytes },
    );
    expect(outcome).toMatchObject({ reason: { code: 'too_large' } });
  });
});
