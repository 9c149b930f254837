import { request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { systemClock } from '@batch-status/time';
import { expect, test } from 'vitest';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';

async function ask(url: string, headers: Record<string, string>, method = 'GET') {
  const sent = request(url, { headers, method });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('a request for another host is answered with 421, on every path', async () => {
  const { url, port } = await serveDashboard(new FakeService(systemClock));
  const wrong = ['evil.example', `evil.example:${port}`, '127.0.0.1', `localhost:${port}.evil`];
  for (const path of ['/', '/api/events', '/assets/x.js', '/api/batches/b/history', '/nowhere']) {
    for (const host of wrong) {
      expect(await ask(`${url}${path}`, { host })).toMatchObject({ status: 421 });
    }
  }
  for (const host of [`127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
    expect(await ask(url, { host })).toMatchObject({ status: 200 });
  }
});
