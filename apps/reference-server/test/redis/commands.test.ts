import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkExchange, loadContract } from '@batch-status/conformance';
import { findRedis, startRedis, type RedisServer } from '@batch-status/loopback/redis';
import { redisStore } from '@batch-status/server/redis';
import type { BatchStatus } from '@batch-status/spec';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openQueue } from '../../src/queue/call-queue.ts';
import { credentials } from '../running-server.ts';
import { start, type RunningCommand } from '../command/start-command.ts';

const contract = await loadContract(
  fileURLToPath(new URL('../../../../openapi/batch-status.yaml', import.meta.url)),
);

describe.skipIf(!findRedis())('with batches in Redis', () => {
  let server: RedisServer;
  let connection: Redis;
  let store: string[];

  beforeAll(async () => {
    server = await startRedis();
    connection = new Redis(server.port, { maxRetriesPerRequest: null });
    store = ['--store', server.url];
  });

  beforeEach(() => connection.flushall());

  afterAll(async () => {
    connection.disconnect();
    await server.stop();
  });

  /** What a command that ends prints. */
  async function output(...args: string[]): Promise<string> {
    const command = start([...args, ...store]);
    expect(await command.exitCode).toBe(0);
    expect(command.err()).toBe('');
    return (await command.printed(1)).join('\n');
  }

  async function serve(): Promise<{ get: (path: string) => Promise<Response> } & RunningCommand> {
    const command = start(['serve', '--port', '0', ...store]);
    const [line] = await command.printed(2);
    const [url] = /http:\S+\d/.exec(line!)!;
    return { ...command, get: (path) => fetch(url + path, { headers: credentials }) };
  }

  const pathOf = (batchId: string): string => `/v1/api/batch-calls/${batchId}/status`;

  async function untilBatch(
    get: (path: string) => Promise<Response>,
    batchId: string,
    isReached: (batch: BatchStatus) => boolean,
  ): Promise<BatchStatus[]> {
    const seen: BatchStatus[] = [];
    for (;;) {
      const response = await get(pathOf(batchId));
      const body = await response.text();
      const headers = Object.fromEntries(response.headers);
      const exchange = {
        request: { method: 'GET', url: response.url, headers: {} },
        response: { status: response.status, headers, body },
        source: { file: 'live', entry: 0 },
      };
      expect(checkExchange(contract, exchange)).toEqual([]);
      seen.push(JSON.parse(body) as BatchStatus);
      if (isReached(seen.at(-1)!)) return seen;
    }
  }

  test('a batch is created, its calls are made by several workers, and every response conforms', async () => {
    const { get } = await serve();
    expect((await get(pathOf('b'))).status).toBe(404);
    expect(await output('create', 'b', '--calls', '40')).toBe(
      'The batch b has 40 calls in the queue.',
    );
    const options = ['--call-duration', '0.02', '--failure-rate', '0.5', '--concurrency', '5'];
    const workers = [1, 2].map(() => start(['work', ...options, ...store]));
    const seen = await untilBatch(get, 'b', ({ isComplete }) => isComplete);
    expect(seen.at(-1)).toMatchObject({ waiting: 0, active: 0, total: 40, status: 'completed' });
    expect(seen.at(-1)!.completed + seen.at(-1)!.failed).toBe(40);
    for (const worker of workers) {
      worker.stop();
      expect(await worker.exitCode).toBe(0);
      expect(worker.err()).toBe('');
    }
    expect(await output('create', 'b', '--calls', '40')).toBe('The batch b is complete.');
  });

  test('work without a batch waits', async () => {
    const worker = start(['work', ...store]);
    await worker.printed(1);
    worker.stop();
    expect(await worker.exitCode).toBe(0);
  });

  test('a batch whose creation was killed partway exists once after the next one', async () => {
    const queue = openQueue(connection);
    onTestFinished(() => queue.close());
    await redisStore(connection).create({ batchId: 'b:1', total: 30 });
    await output('create', 'b:1', '--calls', '30');
    const jobs = await queue.getJobs(['waiting']);
    expect(jobs).toHaveLength(30);
    for (const job of jobs.slice(10)) await job.remove();
    await output('create', 'b:1', '--calls', '30');
    const calls = (await queue.getJobs(['waiting'])).map(({ data }) => data.call);
    expect(new Set(calls).size).toBe(30);
    expect(calls).toHaveLength(30);
  });

  test('the calls of a cancelled batch leave the queue without being made', async () => {
    const { get } = await serve();
    await output('create', 'b', '--calls', '20');
    expect(await output('cancel', 'b')).toBe('The batch b is cancelled.');
    expect(await output('cancel', 'b')).toBe(
      'The batch b had already been cancelled or had ended.',
    );
    const queue = openQueue(connection);
    onTestFinished(() => queue.close());
    start(['work', ...store]);
    while ((await queue.count()) > 0);
    expect(await (await get(pathOf('b'))).json()).toMatchObject({
      ...{ status: 'cancelled', isComplete: true, completed: 0, failed: 0, total: 20 },
    });
  });

  test('a worker that is stopped gives its calls back after the grace period', async () => {
    const { get } = await serve();
    await output('create', 'b', '--calls', '3');
    const first = start(['work', '--call-duration', '1000', '--grace', '0', ...store]);
    await untilBatch(get, 'b', ({ active }) => active === 3);
    first.stop();
    expect(await first.exitCode).toBe(0);
    const [given] = (await untilBatch(get, 'b', ({ waiting }) => waiting === 3)).slice(-1);
    expect(given).toMatchObject({ waiting: 3, active: 0, recent_calls: [] });
    start(['work', '--call-duration', '0.01', ...store]);
    const seen = await untilBatch(get, 'b', ({ isComplete }) => isComplete);
    expect(seen.at(-1)).toMatchObject({ total: 3, waiting: 0, active: 0 });
  });

  test.each([['serve'], ['create'], ['work'], ['cancel']])('%s has --help', async (name) => {
    const command = start([name, '--help']);
    expect(await command.exitCode).toBe(0);
    expect((await command.printed(1)).join('\n')).toContain('--store <url>');
  });

  test.each([
    [
      ['create', 'b', '--calls', '3'],
      'exists with 2 calls, not with 3; use another id, or --calls 2.',
    ],
    [['cancel', 'unknown'], 'There is no batch with this id; check the id.'],
  ])('%j fails in one sentence', async (args, sentence) => {
    await output('create', 'b', '--calls', '2');
    const command = start([...args, ...store]);
    expect(await command.exitCode).toBe(1);
    expect(command.err()).toMatch(/^reference-server: [^\n]+\n$/);
    expect(command.err()).toContain(sentence);
  });

  describe('a Redis that cannot be used', () => {
    const secret = 'the-secret';
    let locked: RedisServer;

    beforeAll(async () => {
      locked = await startRedis({ args: ['--requirepass', secret] });
    });

    afterAll(() => locked.stop());

    const refusals: Record<string, [() => { store?: string; redisUrl?: string }, string]> = {
      'that does not run': [
        () => ({ store: 'redis://127.0.0.1:1' }),
        'The Redis at 127.0.0.1:1 refuses connections; start it, or name another one.',
      ],
      'with an unknown host': [
        () => ({ store: 'redis://nowhere.invalid' }),
        'The Redis at nowhere.invalid:6379 has an unknown host; name another one.',
      ],
      'with a password in the argument': [
        () => ({ store: `redis://:${secret}@127.0.0.1:${locked.port}` }),
        'The URL of --store has a user or a password, which others on this machine can see;',
      ],
      'without its password': [
        () => ({ store: locked.url }),
        'needs a password; put it into REDIS_URL.',
      ],
      'with a wrong password': [
        () => ({ redisUrl: `redis://:wrong-${secret}@127.0.0.1:${locked.port}` }),
        'rejects the password; correct it in REDIS_URL or its file.',
      ],
      'that is not a cluster': [
        () => ({ store: server.url.replace('redis:', 'redis+cluster:') }),
        'is not a cluster; use redis://127.0.0.1:',
      ],
      'that is not a URL': [
        () => ({ store: 'localhost:6379' }),
        '--store is not the URL of a Redis;',
      ],
      'without the named database': [
        () => ({ store: `${server.url}/99` }),
        'has no database 99; use another number in the URL.',
      ],
      'of another scheme': [
        () => ({ redisUrl: `http://x:${secret}@y` }),
        'REDIS_URL is not the URL',
      ],
      'that nothing names': [
        () => ({}),
        'No Redis is named; use --store redis://<host>:<port>, or',
      ],
    };

    test.each(Object.entries(refusals))(
      '%s is refused in one sentence',
      async (_, [of, sentence]) => {
        const { store: url, redisUrl } = of();
        const env = redisUrl === undefined ? {} : { REDIS_URL: redisUrl };
        const named = url === undefined ? [] : ['--store', url];
        for (const args of [['create', 'b', '--calls', '1'], ['work'], ['cancel', 'b']]) {
          const command = start([...args, ...named], env);
          expect(await command.exitCode).toBe(1);
          expect(command.err()).toMatch(/^reference-server: [^\n]+\n$/);
          expect(command.err()).toContain(sentence);
          expect(command.err()).not.toContain(secret);
        }
      },
    );

    test.each([
      [
        'deletes keys',
        'maxmemory-policy',
        'volatile-lru',
        'noeviction',
        'when it is full (volatile-lru)',
      ],
    ])('one that %s is refused', async (_name, key, value, before, sentence) => {
      await connection.config('SET', key, value);
      onTestFinished(async () => void (await connection.config('SET', key, before)));
      const command = start(['work', ...store]);
      expect(await command.exitCode).toBe(1);
      expect(command.err()).toContain(sentence);
    });

    test.each([['create', 'b', '--calls', '1'], ['work']])(
      'one with keys of another program is refused by %s',
      async (...args) => {
        await connection.set('{batch-status-queue}:calls:wait', 'text');
        const command = start([...args, ...store]);
        expect(await command.exitCode).toBe(1);
        expect(command.err()).toBe(
          'reference-server: The Redis has keys of another program with the names of ours; use another database.\n',
        );
      },
    );

    test('one whose user may not write is refused', async () => {
      await connection.call(
        'ACL',
        'SETUSER',
        'reader',
        'on',
        `>${secret}`,
        '~*',
        '+@all',
        '-@write',
      );
      const redisUrl = server.url.replace('//', `//reader:${secret}@`);
      const command = start(['create', 'b', '--calls', '1'], { REDIS_URL: redisUrl });
      expect(await command.exitCode).toBe(1);
      expect(command.err()).toMatch(
        /does not allow this user to use it; change its permissions\.\n$/,
      );
      expect(command.err()).not.toContain(secret);
    });

    test('work ends if another program overwrites the keys of its queue', async () => {
      const worker = start(['work', ...store]);
      await worker.printed(1);
      for (const key of ['wait', 'active', 'marker']) {
        await connection.set(`{batch-status-queue}:calls:${key}`, 'text');
      }
      expect(await worker.exitCode).toBe(1);
      expect(worker.err()).toContain('has keys of another program with the names of ours;');
    });

    test('the password of REDIS_URL goes to the address of --store', async () => {
      const env = { REDIS_URL: `redis://:${secret}@127.0.0.1:${locked.port}` };
      const command = start(['create', 'b', '--calls', '1', '--store', locked.url], env);
      expect(await command.exitCode).toBe(0);
      expect(command.err()).toBe('');
    });

    test('a file may have the password', async () => {
      const file = join(locked.folder, 'password');
      await writeFile(file, `${secret}\n`);
      const named = ['--store', locked.url, '--password-file'];
      expect(await start(['cancel', 'other', ...named, file]).exitCode).toBe(1);
      expect(await start(['create', 'c', '--calls', '1', ...named, file]).exitCode).toBe(0);
      const missing = start(['work', ...named, join(locked.folder, 'missing')]);
      expect(await missing.exitCode).toBe(1);
      expect(missing.err()).toContain('The file of --password-file cannot be read;');
    });
  });
});
