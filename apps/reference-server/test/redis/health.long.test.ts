import { findRedis, startRedis } from '@batch-status/loopback/redis';
import { expect, test } from 'vitest';
import { start } from '../command/start-command.ts';
import { credentials } from '../running-server.ts';

// A read waits for a lost Redis for a second and a half.
test.skipIf(!findRedis())(
  'the server says whether it runs and whether it is ready, and answers 503 without Redis',
  async () => {
    await using own = await startRedis();
    const command = start(['--port', '0', '--store', own.url]);
    const [line] = await command.printed(2);
    const [url] = /http:\S+\d/.exec(line!)!;
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(url + path, { headers: credentials })).status;
    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/readyz')).toBe(200);
    expect(await statusOf('/other')).toBe(404);
    expect((await fetch(`${url}/readyz`, { method: 'POST' })).status).toBe(404);
    await own.kill();
    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/readyz')).toBe(503);
    const response = await fetch(url + '/v1/api/batch-calls/b/status', { headers: credentials });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    await own.restart();
    while ((await statusOf('/readyz')) !== 200);
    command.stop();
    expect(await command.exitCode).toBe(0);
  },
);
