import {
  isBatchStatusError,
  type BatchStatusSource,
  type CallEvent,
  type CallOptions,
  type ClientOptions,
  type ErrorCode,
} from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import { everythingIn } from './everything-in.ts';
import type { Fault } from './faults.ts';
import { goodBatch, plantedPhoneNumber } from './good-batch.ts';
import type { SeenRequest } from './fault-server.ts';
import { StillClock } from './still-clock.ts';

export interface ClientUnderTest {
  /** What the suite is run for, for its headline. */
  name: string;
  create: (options: ClientOptions) => BatchStatusSource;
  /** Where the fault server listens. */
  serverUrl: string;
}

const apiKey = 'planted-key-51f0';
const workspaceId = 'planted-workspace-9ac3';
const quick = { baseDelay: 1, maxDelay: 2 };

/** What every client does, whatever carries its bytes. Faults come from a real server. */
export function describeClient({ name, create, serverUrl }: ClientUnderTest): void {
  const clientWith = (options: ClientOptions = {}): BatchStatusSource =>
    create({ baseUrl: serverUrl, apiKey, workspaceId, retry: quick, ...options });

  const idFor = (fault: Fault): string => `${fault}~${crypto.randomUUID()}`;

  const seen = async (id: string): Promise<SeenRequest[]> => {
    const response = await fetch(`${serverUrl}/seen?${encodeURIComponent(id)}`);
    return (await response.json()) as SeenRequest[];
  };

  /** Resolves once the server has a request for a batch. */
  const arrived = async (id: string): Promise<void> => {
    await fetch(`${serverUrl}/arrived?${encodeURIComponent(id)}`);
  };

  /** The error that a call ends in, searched with all events for everything that none may hold. */
  async function failure(fault: Fault, options?: ClientOptions, call?: CallOptions) {
    const id = idFor(fault);
    const told: CallEvent[] = [];
    const error: unknown = await clientWith({ onEvent: (event) => told.push(event), ...options })
      .getBatchStatus(id, call)
      .then(
        () => expect.unreachable(`${fault} was taken for an answer`),
        (thrown: unknown) => thrown,
      );
    if (!isBatchStatusError(error)) throw error;
    const text = everythingIn([error, told]);
    for (const secret of [apiKey, workspaceId, plantedPhoneNumber.slice(1)]) {
      expect(text).not.toContain(secret);
    }
    return { error, requests: await seen(id) };
  }

  async function success(fault: Fault, options?: ClientOptions) {
    const id = idFor(fault);
    const batch = await clientWith(options).getBatchStatus(id);
    return { batch, requests: await seen(id) };
  }

  describe(`${name}: an answer`, () => {
    test('is the batch that the server sent, asked for once with both keys', async () => {
      const { batch, requests } = await success('good');
      expect(batch).toEqual(goodBatch);
      expect(requests).toHaveLength(1);
      expect(requests[0]?.headers).toMatchObject({
        'x-api-key': apiKey,
        'x-workspace-id': workspaceId,
        accept: 'application/json',
      });
    });

    test.each(['bom', 'gzip', 'proto-member', 'retry-after-on-success'] as const)(
      'is read whatever its form: %s',
      async (fault) => {
        const { batch } = await success(fault);
        expect(batch).toMatchObject({ completed: 95, total: 150 });
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      },
    );

    test('comes with its times on request, and with the pause that the server asks for', async () => {
      const at: number[] = [];
      const client = clientWith({ onEvent: (event) => at.push(event.at) });
      const response = await client.requestBatchStatus!(idFor('retry-after-on-success'));
      const [sentAt, receivedAt] = at;
      expect(response).toEqual({ batch: goodBatch, sentAt, receivedAt, retryAfter: 30_000 });
      const refused = client.requestBatchStatus!(idFor('not-found'));
      await expect(refused).rejects.toMatchObject({ code: 'not_found' });
    });

    test('keeps statuses, members and kinds of calls that the contract does not name', async () => {
      const { batch } = await success('unknown-members');
      expect(batch).toEqual({ ...goodBatch, status: 'paused', region: 'eu', recent_calls: null });
    });

    test('leaves out optional members that are not as promised, and tells of each', async () => {
      const events: CallEvent[] = [];
      const { batch } = await success('odd-optional-members', {
        onEvent: (event) => events.push(event),
      });
      expect(batch).not.toHaveProperty('startTime');
      expect(batch.recent_calls).toEqual([
        { jobId: 'call_1', status: 'completed', phone_number: plantedPhoneNumber },
        { jobId: 'call_4', status: 'ringing', line: 7 },
      ]);
      const faults = events
        .filter((event) => event.type === 'fault')
        .map(({ fault }) => fault.path);
      expect(faults).toEqual([
        '/startTime',
        '/recent_calls/0',
        '/recent_calls/1/duration',
        '/recent_calls/2/jobId',
      ]);
    });

    test('that has not changed costs no body, and is the last one known', async () => {
      const id = idFor('etag-kept');
      const events: CallEvent[] = [];
      const client = clientWith({ onEvent: (event) => events.push(event) });
      const first = await client.getBatchStatus(id);
      const second = await client.getBatchStatus(id);
      expect(second).toEqual(first);
      expect(second).not.toBe(first);
      expect((await seen(id)).map(({ headers }) => headers['if-none-match'])).toEqual([
        undefined,
        '"r1"',
      ]);
      expect(events.filter((event) => event.type === 'response')).toMatchObject([
        { status: 200, notModified: false, retryAfter: undefined },
        { status: 304, notModified: true, retryAfter: 7000 },
      ]);
    });
  });

  describe(`${name}: a refusal`, () => {
    test.each<[Fault, ErrorCode, number]>([
      ['bad-request', 'api_error', 400],
      ['unauthorized', 'unauthorized', 401],
      ['forbidden', 'forbidden', 403],
      ['not-found', 'not_found', 404],
      ['teapot', 'api_error', 418],
      ['not-implemented', 'api_error', 501],
    ])('%s is final at once, as %s', async (fault, code, status) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ name: 'ApiError', code, status, method: 'GET', attempts: 1 });
      expect(error.message).toContain(`Refused with ${status}`);
      expect(error.message).toContain(error.path);
      expect(requests).toHaveLength(1);
    });

    test.each<Fault>([
      'request-timeout-twice',
      'too-early-twice',
      'rate-limited-twice',
      'error-twice',
      'bad-gateway-twice',
      'unavailable-twice',
      'gateway-timeout-twice',
    ])('%s is asked again until it passes', async (fault) => {
      const { batch, requests } = await success(fault);
      expect(batch.total).toBe(150);
      expect(requests).toHaveLength(3);
    });

    test.each<[Fault, ErrorCode, number]>([
      ['rate-limited-for-ever', 'rate_limited', 429],
      ['unavailable-for-ever', 'api_error', 503],
      ['html-502', 'api_error', 502],
      ['empty-500', 'api_error', 500],
    ])('%s ends after four requests, as %s', async (fault, code, status) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ name: 'ApiError', code, status, attempts: 4 });
      expect(requests).toHaveLength(4);
    });

    test('quotes the server without its secrets and phone numbers, on one line', async () => {
      const bearer = 'planted-token-0d55';
      const headers = { authorization: `Bearer ${bearer}` };
      const { error } = await failure('indiscreet', { headers });
      expect(error.message).not.toContain(bearer);
      expect(error.message).toContain('may not call');
      expect(error.message.replace(error.path ?? '', '')).not.toMatch(/555|\n|\r/);
    });

    test('is asked again as often as the client or the call says', async () => {
      const never = await failure('unavailable-for-ever', { retry: false });
      expect(never.requests).toHaveLength(1);
      const twice = await failure('unavailable-for-ever', {}, { retry: { ...quick, attempts: 2 } });
      expect(twice.requests).toHaveLength(2);
    });

    test('stops being asked again once a client has used up its budget of retries', async () => {
      const client = clientWith();
      const ids = Array.from({ length: 6 }, () => idFor('unavailable-for-ever'));
      for (const id of ids) await client.getBatchStatus(id).catch(() => undefined);
      const requests = await Promise.all(ids.map(async (id) => (await seen(id)).length));
      expect(requests).toEqual([4, 4, 4, 2, 1, 1]);
    });
  });

  describe(`${name}: Retry-After`, () => {
    test('wins over the back-off', async () => {
      const clock = new StillClock();
      const { requests } = await success('retry-after-a-second-once', { clock });
      expect(clock.pauses).toEqual([1000]);
      expect(requests).toHaveLength(2);
    });

    test.each<[Fault, number]>([
      ['retry-after-an-hour', 3_600_000],
      ['retry-after-ages', 2 ** 31 - 1],
    ])('%s is beyond the deadline: the call fails at once and says it', async (fault, ms) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ code: 'rate_limited', retryAfter: ms, attempts: 1 });
      expect(requests).toHaveLength(1);
    });

    test.each<Fault>([
      'retry-after-in-an-hour',
      'retry-after-in-an-hour-by-rfc-850',
      'retry-after-in-an-hour-by-asctime',
    ])('is read as a date: %s', async (fault) => {
      const { error } = await failure(fault, { clock: new StillClock() });
      expect(error.retryAfter).toBe(3_600_000);
    });

    test('is read as a date whose day has one digit', async () => {
      const { error } = await failure('retry-after-on-the-third');
      expect(error.retryAfter).toBe(2 ** 31 - 1);
    });

    test.each<Fault>(['retry-after-negative-once', 'retry-after-nonsense-once'])(
      '%s is as good as none',
      async (fault) => {
        expect((await success(fault)).requests).toHaveLength(2);
      },
    );
  });

  describe(`${name}: what is no batch`, () => {
    test.each<Fault>([
      'html-200',
      'empty-200',
      'no-content',
      'created',
      'unasked-304',
      'half-json',
      'array',
      'null',
      'deep',
      'no-total',
      'negative-count',
      'fractional-count',
      'huge-count',
    ])('%s is malformed, after a second try', async (fault) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ name: 'ProtocolError', code: 'malformed', attempts: 2 });
      expect(requests).toHaveLength(2);
    });

    test('is asked for again once', async () => {
      expect((await success('half-json-once')).requests).toHaveLength(2);
    });

    test.each<Fault>(['gzip-bomb', 'brotli-bomb', 'gzip-bomb-500', 'large'])(
      '%s is too large',
      async (fault) => {
        const { error, requests } = await failure(fault, { maxResponseBytes: 2 ** 19 });
        expect(error).toMatchObject({ name: 'ProtocolError', code: 'too_large', attempts: 1 });
        expect(requests).toHaveLength(1);
      },
    );
  });

  describe(`${name}: the connection`, () => {
    test.each<Fault>(['reset-before', 'reset-in-body'])(
      '%s is a network error, after four attempts',
      async (fault) => {
        const { error, requests } = await failure(fault);
        expect(error).toMatchObject({ name: 'NetworkError', code: 'network', attempts: 4 });
        expect(error.cause).toBeInstanceOf(Error);
        // Deno repeats a request by itself when a connection that was kept turns out to be lost.
        expect(requests.length).toBeGreaterThanOrEqual(4);
      },
    );

    test('that is lost once is made again', async () => {
      expect((await success('reset-once')).requests).toHaveLength(2);
    });

    test('that may have been kept too long is made again at once', async () => {
      const events: CallEvent[] = [];
      const client = clientWith({
        retry: { baseDelay: 60_000, maxDelay: 60_000 },
        onEvent: (event) => events.push(event),
      });
      await client.getBatchStatus(idFor('good'));
      const id = idFor('reset-once');
      await client.getBatchStatus(id);
      expect(await seen(id)).toHaveLength(2);
      const delays = events.filter((event) => event.type === 'retry').map(({ delay }) => delay);
      expect(delays.filter((delay) => delay > 0)).toEqual([]);
    });

    test('that was lost is not made again where there shall be no retries', async () => {
      const client = clientWith({ retry: false });
      await client.getBatchStatus(idFor('good'));
      await expect(client.getBatchStatus(idFor('reset-before'))).rejects.toMatchObject({
        code: 'network',
        attempts: 1,
      });
    });

    test('that nobody accepts is a network error', async () => {
      const client = clientWith({ baseUrl: 'http://127.0.0.1:9' });
      await expect(client.getBatchStatus('any')).rejects.toMatchObject({ code: 'network' });
    });

    test.each<Fault>(['not-http', 'broken-headers', 'broken-chunks'])(
      'that carries what is no HTTP is a network error, which quotes none of it: %s',
      async (fault) => {
        const { error } = await failure(fault);
        expect(error).toMatchObject({ name: 'NetworkError', code: 'network' });
      },
    );

    test.each<[Fault, ErrorCode]>([
      ['redirect-with-endless-body', 'redirected'],
      ['unauthorized-with-cut-body', 'unauthorized'],
    ])('is not waited for when its status says enough: %s', async (fault, code) => {
      const { error, requests } = await failure(fault, { clock: new StillClock() });
      expect(error).toMatchObject({ code, attempts: 1 });
      expect(requests).toHaveLength(1);
    });

    test('is not made to where a redirect points', async () => {
      const { error, requests } = await failure('redirect');
      expect(error).toMatchObject({ name: 'ProtocolError', code: 'redirected', attempts: 1 });
      expect(requests).toHaveLength(1);
      expect(await seen('stolen')).toEqual([]);
    });
  });

  describe(`${name}: the end of a call`, () => {
    test.each<Fault>(['never-answered', 'drip'])(
      'comes with its deadline, whatever the server does: %s',
      async (fault) => {
        const clock = new StillClock();
        const id = idFor(fault);
        const call = clientWith({ clock }).getBatchStatus(id);
        void arrived(id).then(() => clock.expire());
        await expect(call).rejects.toMatchObject({ name: 'TimeoutError', code: 'deadline' });
        expect(await seen(id)).toHaveLength(1);
      },
    );

    test("comes with its deadline by the machine's own clock too", async () => {
      const { error } = await failure('never-answered', { deadline: 50 });
      expect(error).toMatchObject({ name: 'TimeoutError', code: 'deadline', attempts: 1 });
    });

    test('comes at once when the next pause would outlast the deadline', async () => {
      const clock = new StillClock(900);
      const { error, requests } = await failure('retry-after-a-second-once', {
        clock,
        deadline: 900,
      });
      expect(error).toMatchObject({ code: 'api_error', status: 503, attempts: 1 });
      expect(clock.pauses).toEqual([]);
      expect(requests).toHaveLength(1);
    });

    test.each<Fault>(['never-answered', 'drip'])(
      'comes at once when it is aborted, with the reason given: %s',
      async (fault) => {
        const abort = new AbortController();
        const reason = new Error('enough');
        const id = idFor(fault);
        const call = clientWith().getBatchStatus(id, { signal: abort.signal });
        void arrived(id).then(() => abort.abort(reason));
        await expect(call).rejects.toBe(reason);
        expect(await seen(id)).toHaveLength(1);
      },
    );

    test('comes at once when it is aborted in a pause', async () => {
      const abort = new AbortController();
      const reason = new Error('enough');
      const id = idFor('retry-after-a-second-once');
      const call = clientWith().getBatchStatus(id, {
        signal: abort.signal,
        // It is told of a pause that is about to begin.
        onEvent: ({ type }) => type === 'retry' && queueMicrotask(() => abort.abort(reason)),
      });
      await expect(call).rejects.toBe(reason);
      expect(await seen(id)).toHaveLength(1);
    });

    test('has come before anything is sent when the signal was aborted', async () => {
      const id = idFor('good');
      const signal = AbortSignal.abort(new Error('never mind'));
      await expect(clientWith().getBatchStatus(id, { signal })).rejects.toThrow('never mind');
      expect(await seen(id)).toEqual([]);
    });
  });

  describe(`${name}: what cannot be sent`, () => {
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
    ])('the batch id %j is refused: %s', async (batchId, why) => {
      const call = clientWith().getBatchStatus(batchId as string);
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
      await expect(call).rejects.toThrow(why);
    });

    test.each(['a/b', 'a b', '%', 'é', '👍', '?x#y', 'good~1', '...'])(
      'the batch id %j reaches its own path',
      async (batchId) => {
        const id = `${idFor('good')}${batchId}`;
        await clientWith().getBatchStatus(id);
        expect(await seen(id)).toHaveLength(1);
      },
    );

    test.each(['two words', 'line\nbreak', 'bell\u0007', 'naïve'])(
      'the key %j is refused at construction, unquoted',
      (key) => {
        const construct = (): unknown => clientWith({ apiKey: key });
        expect(construct).toThrow(/^`apiKey` must be visible ASCII characters; got a string/);
        expect(construct).not.toThrow(key);
      },
    );

    test('an empty key is refused at construction', () => {
      expect(() => clientWith({ apiKey: '' })).toThrow(/^`apiKey` .* got an empty string\.$/);
    });

    test('a key from a function is asked for at each call and judged like any other', async () => {
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

    test('a function for a key that fails is named, with its error as the cause', async () => {
      const cause = new Error('no vault');
      const call = clientWith({ apiKey: () => Promise.reject(cause) }).getBatchStatus('any');
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument', cause });
      await expect(call).rejects.toThrow('apiKey');
    });

    test('no key is sent where there is none', async () => {
      const { requests } = await success('good', { apiKey: undefined, workspaceId: undefined });
      expect(requests[0]?.headers).not.toHaveProperty('x-api-key');
    });

    test.each<[string, ClientOptions]>([
      ['baseUrl', { baseUrl: 'ftp://example.org' }],
      ['baseUrl', { baseUrl: 'https://user:pass@example.org' }],
      ['baseUrl', { baseUrl: 'https://example.org/?key=1' }],
      ['baseUrl', { baseUrl: 'not a url' }],
      ['baseUrl', { baseUrl: 'http://example.org:99999' }],
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
      ['headers', { headers: null as never }],
      ['onEvent', { onEvent: 'log' as never }],
      ['timeout', { timeout: 5 } as never],
    ])('the option %s is named when it cannot work: %j', (option, options) => {
      expect(() => clientWith(options)).toThrow(expect.objectContaining({ option }) as Error);
      expect(() => clientWith(options)).toThrow(`\`${option}\``);
    });

    test.each<[string, CallOptions]>([
      ['deadline', { deadline: -1 }],
      ['retry.attempts', { retry: { attempts: 0 } }],
      ['onEvent', { onEvent: 'log' as never }],
      ['signal', { signal: new AbortController() as never }],
      ['timeout', { timeout: 5 } as never],
    ])('the option %s of a call is named when it cannot work: %j', async (option, options) => {
      const id = idFor('good');
      const call = clientWith().getBatchStatus(id, options);
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument', option });
      await expect(call).rejects.toThrow(`\`${option}\``);
      expect(await seen(id)).toEqual([]);
    });

    test('the path prefix and more headers are sent as told', async () => {
      const baseUrl = `${serverUrl}/`;
      const options = { baseUrl, pathPrefix: '/other/', headers: { 'X-Trace': 'on' } };
      const { requests } = await success('good', options);
      expect(requests[0]?.path).toMatch(/^\/other\/batch-calls\//);
      expect(requests[0]?.headers['x-trace']).toBe('on');
    });
  });
}
