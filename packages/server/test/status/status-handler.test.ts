import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';
import {
  answerConnectionErrors,
  RequestError,
  statusHandler,
  StoreUnavailableError,
  type StatusHandlerOptions,
} from '../../src/index.ts';
import { sqliteStore } from '../../src/sqlite.ts';

/** Whether a body has the form of the contract's errors. */
const isErrorBody = (body: unknown): boolean =>
  typeof (body as { error?: unknown }).error === 'string';

const statusOf = (batchId: string): string => `/v1/api/batch-calls/${batchId}/status`;

async function storeWith(...batches: { batchId: string; workspace?: string }[]) {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  for (const batch of batches) await store.create({ total: 2, ...batch });
  return store;
}

interface Served {
  get: (path: string, init?: RequestInit) => Promise<Response>;
  logged: unknown[];
}

async function serve(options: Partial<StatusHandlerOptions>): Promise<Served> {
  const logged: unknown[] = [];
  const handler = statusHandler({
    store: { read: () => undefined },
    authorize: () => 'w',
    log: (message, cause) => logged.push([message, cause]),
    ...options,
  });
  const server = createServer((request, response) => handler(request, response));
  const { url } = await listenOnLoopback(server);
  return { get: (path, init) => fetch(url + path, init), logged };
}

test('a batch is served with its ETag, and with 304 while it does not change', async () => {
  const store = await storeWith({ batchId: 'b' });
  const { get } = await serve({ store });
  const response = await get(statusOf('b'));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(store.read('b')!.status);
  const etag = response.headers.get('etag')!;
  const condition = { headers: { 'if-none-match': etag } };
  expect((await get(statusOf('b'), condition)).status).toBe(304);
  await store.transition('b', [{ kind: 'dial', at: 1, call: 'a', attempt: 1 }]);
  const changed = await get(statusOf('b'), condition);
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('a store and `authorize` may answer at once, or with a promise', async () => {
  const store = await storeWith({ batchId: 'b' });
  for (const read of [store.read.bind(store), async (id: string) => store.read(id)]) {
    for (const authorize of [() => 'w', async () => 'w']) {
      const { get } = await serve({ store: { read }, authorize });
      expect((await get(statusOf('b'))).status).toBe(200);
      expect((await get(statusOf('other'))).status).toBe(404);
    }
  }
});

test('a batch is served to its workspace alone, and one without a workspace to all', async () => {
  const store = await storeWith({ batchId: 'ours', workspace: 'w' }, { batchId: 'all' });
  await store.create({ batchId: 'theirs', total: 1, workspace: 'other' });
  const { get } = await serve({ store });
  const statuses = ['ours', 'all', 'theirs', 'unknown'].map(
    async (id) => (await get(statusOf(id))).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 404, 404]);
  const [theirs, unknown] = await Promise.all(
    ['theirs', 'unknown'].map(async (id) => (await get(statusOf(id))).text()),
  );
  expect(theirs).toBe(unknown);
});

/** As `http-errors` and Express throw it. */
const httpError = (status: object): Error => Object.assign(new Error('secret of the mark'), status);

const refuse = (thrown: unknown) => () => {
  throw thrown;
};

test.each<[string, (request: IncomingMessage) => string | undefined | Promise<string>, number]>([
  ['returns nothing', () => undefined, 401],
  ['returns an empty workspace', () => '', 401],
  ['throws 401', refuse(httpError({ status: 401 })), 401],
  ['throws 403', refuse(httpError({ statusCode: 403 })), 403],
  ['rejects with 403', async () => Promise.reject(httpError({ status: 403 })), 403],
  ['throws a response', refuse(new RequestError(429, { error: 'Slowly' })), 429],
])('if `authorize` %s, the response is an error of the contract', async (_, authorize, status) => {
  const store = await storeWith({ batchId: 'b' });
  const { get, logged } = await serve({ store, authorize });
  const response = await get(statusOf('b'));
  const body: unknown = await response.json();
  expect(response.status).toBe(status);
  expect(isErrorBody(body)).toBe(true);
  expect(JSON.stringify(body)).not.toContain('mark');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(logged).toEqual([]);
});

test.each([
  [new Error('mark'), 500, null],
  [httpError({ status: 404 }), 500, null],
  ['mark', 500, null],
  [new StoreUnavailableError('mark'), 503, '1'],
])(
  'if the store throws %s, the response is a %i, and the log has it',
  async (fault, status, retry) => {
    for (const read of [refuse(fault), async () => Promise.reject(fault)]) {
      const { get, logged } = await serve({ store: { read } });
      const response = await get(statusOf('b'));
      const body = await response.text();
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(retry);
      expect(isErrorBody(JSON.parse(body))).toBe(true);
      expect(body).not.toContain('mark');
      expect(logged).toEqual([['A request could not be answered.', fault]]);
    }
  },
);

test('a request for another path is passed on if there is a next listener', async () => {
  const store = await storeWith({ batchId: 'b' });
  const handler = statusHandler({ store, authorize: () => 'w' });
  const server = createServer((request, response) => {
    handler(request, response, () => response.writeHead(418).end());
  });
  const { url } = await listenOnLoopback(server);
  const statuses = ['/', '/%zz', statusOf('b'), `${statusOf('b')}/`, statusOf('%zz')].map(
    async (path) => (await fetch(url + path)).status,
  );
  expect(await Promise.all(statuses)).toEqual([418, 418, 200, 418, 400]);
});

test('the path can be another one, and Express may have removed a part of it', async () => {
  const store = await storeWith({ batchId: 'b' });
  const handler = statusHandler({ store, authorize: () => 'w', path: '/api/calls/{batchId}' });
  const server = createServer((request, response) => {
    Object.assign(request, { originalUrl: request.url });
    request.url = '/removed';
    handler(request, response);
  });
  const { url } = await listenOnLoopback(server);
  expect((await fetch(`${url}/api/calls/b`)).status).toBe(200);
  expect((await fetch(url + statusOf('b'))).status).toBe(404);
});

test('pages of other origins may read the responses only if the option says so', async () => {
  const store = await storeWith({ batchId: 'b' });
  for (const cors of [undefined, true]) {
    const { get } = await serve({ store, cors });
    const origin = cors ? '*' : null;
    for (const path of [statusOf('b'), statusOf('unknown'), '/']) {
      expect((await get(path)).headers.get('access-control-allow-origin')).toBe(origin);
    }
    const preflight = await get(statusOf('b'), { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  }
});

test('errors of connections have the form of the others', async () => {
  const server = createServer((_request, response) => response.end());
  answerConnectionErrors(server);
  const { url } = await listenOnLoopback(server);
  const response = await fetch(url, { headers: { 'x-long': 'x'.repeat(100_000) } });
  expect(response.status).toBe(431);
  expect(isErrorBody(await response.json())).toBe(true);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('the next change of a batch without active calls becomes its Retry-After', async () => {
  const store = await storeWith({ batchId: 'b' });
  const batch = { ...store.read('b')!, nextChangeAt: 4500 };
  const { get } = await serve({ store: { read: () => batch }, now: () => 1000 });
  expect((await get(statusOf('b'))).headers.get('retry-after')).toBe('4');
});

const hostile: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'a text': 'no',
  'an object whose members throw': {
    get status() {
      throw new Error('hostile');
    },
  },
  'a refusal with a wrong status': new RequestError(42, { error: 'no' }),
  'a refusal with a wrong header': new RequestError(401, { error: 'no' }, { a: 'b\nc' }),
};

test.each(Object.entries(hostile))(
  'if `authorize` throws or rejects with %s, the response is 500',
  async (_, thrown) => {
    for (const authorize of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ]) {
      const { get, logged } = await serve({ authorize });
      const response = await get(statusOf('b'));
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ error: 'Failed to retrieve batch progress' });
      expect(logged).toHaveLength(1);
    }
  },
);

test('the response is sent before `log` is called, which may fail', async () => {
  const failures: unknown[] = [];
  const handler = statusHandler({
    store: { read: () => undefined },
    authorize: () => {
      throw new Error('fault');
    },
    log: () => {
      throw new Error('full');
    },
  });
  const server = createServer((request, response) => {
    try {
      handler(request, response);
    } catch (error) {
      failures.push(error);
    }
  });
  await using listening = await listenOnLoopback(server);
  expect((await fetch(listening.url + statusOf('b'))).status).toBe(500);
  expect(failures).toEqual([new Error('full')]);
});
