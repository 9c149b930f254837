import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findRedis, startRedis } from '@batch-status/loopback/redis';
import type { BatchStatus } from '@batch-status/spec';
import { expect, onTestFinished, test } from 'vitest';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../examples/${name}.ts`, import.meta.url));

const linesOf = async (name: string): Promise<string[]> =>
  (await readFile(pathOf(name), 'utf8')).split('\n').filter((line) => line.trim() !== '');

test('a program with a queue tracks and serves its calls with at most ten more lines', async () => {
  const [before, after] = [await linesOf('own-queue-before'), await linesOf('own-queue')];
  const added = after.filter((line) => !before.includes(line));
  expect(added.length).toBeGreaterThan(5);
  expect(added.length).toBeLessThanOrEqual(10);
  // Lines that were changed count as added. No other line is gone.
  expect(before.length - (after.length - added.length)).toBeLessThanOrEqual(2);
});

test.skipIf(!findRedis())(
  'the program with these lines serves the batch of its queue',
  async () => {
    await using redis = await startRedis();
    const env = { ...process.env, REDIS_URL: redis.url, PORT: '0', API_KEY: 'key' };
    const program = spawn(
      process.execPath,
      ['--conditions=@batch-status/source', '--no-warnings', pathOf('own-queue')],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void program.kill('SIGKILL'));
    const called: string[] = [];
    let port = '';
    for await (const line of createInterface(program.stdout)) {
      const [, name] = /^calling (\w+)$/.exec(line) ?? [];
      if (name) called.push(name);
      port ||= /port: (\d+)/.exec(line)?.[1] ?? '';
      if (called.length === 3 && port) break;
    }
    expect(called.toSorted()).toEqual(['ann', 'bob', 'eve']);
    const url = `http://127.0.0.1:${port}`;
    const path = '/v1/api/batch-calls/reminders/status';
    const get = (headers: Record<string, string>): Promise<Response> =>
      fetch(url + path, { headers });
    expect(await (await fetch(`${url}/other`)).text()).toBe('our app');
    expect((await get({})).status).toBe(401);
    const read = async (): Promise<BatchStatus> =>
      (await (await get({ 'x-api-key': 'key' })).json()) as BatchStatus;
    let batch = await read();
    while (!batch.isComplete) batch = await read();
    expect(batch).toMatchObject({ status: 'completed', completed: 3, failed: 0, total: 3 });
    // Before Redis ends, which it would report.
    program.kill('SIGKILL');
    await once(program, 'exit');
  },
);
