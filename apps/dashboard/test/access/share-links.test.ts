import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@batch-status/loopback';
import { batchOf } from '@batch-status/loopback/batches';
import { VirtualClock } from '@batch-status/simulation';
import { expect, onTestFinished, test } from 'vitest';
import type { NewShare } from '../../src/wire/answers.ts';
import { ask, change, cookiesFrom } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { boardIn } from '../http/board-in.ts';
import { pageFolder } from '../http/page-folder.ts';
import { serveDashboard } from '../serve.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';

const token = 'a-secret-of-the-link';
const minute = 60_000;
const day = 86_400_000;

async function serveShared(options = {}) {
  const clock = new VirtualClock();
  const service = new FakeService(clock);
  const calls = [
    { jobId: 'j', status: 'failed', phone_number: '+15550100199', error: 'busy for Ann Smith' },
  ];
  service.batches.set('a/b', {
    ...batchOf({ active: 1, recent_calls: calls }),
    ...{ owner: 'Eve' },
  });
  const rule = { kind: 'token', token } as const;
  const served = await serveDashboard(service, {
    ...{ clock, rule, pageFolder: pageFolder() },
    ...options,
  });
  served.board.add(['a/b', 'other']);
  await clock.advance(3000);
  const full = { cookie: cookiesFrom(await ask(`${served.url}/?token=${token}`)) };
  const share = async (batchId = 'a/b', expiresIn = day): Promise<NewShare> => {
    const made = await change(`${served.url}/api/shares`, 'POST', { batchId, expiresIn }, full);
    return made.json() as NewShare;
  };
  return { ...served, clock, service, full, share };
}

test('a share link shows one batch, without calls, and changes nothing', async () => {
  const { url, port, share } = await serveShared();
  const { path, id } = await share();
  const opened = await ask(`${url}/${path}`);
  expect([opened.status, opened.headers.location]).toEqual([303, '/batches/a%2Fb']);
  const cookie = cookiesFrom(opened);
  expect(cookie).toMatch(`dashboard-${port}-share-${id}=`);
  const page = await ask(`${url}/batches/a%2Fb`, { headers: { cookie } });
  expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });

  const socket = await openStream(port, '/api/events', [`Cookie: ${cookie}`]);
  const event = await new EventReader(socket).until(() => true);
  socket.destroy();
  expect(event).toMatchObject({ type: 'board', canChange: false });
  expect(event.batches.map(({ batchId }) => batchId)).toEqual(['a/b']);
  expect(event.batches[0]!.seen).toEqual({ calls: 1, failed: 1, reasons: [] });
  expect(event.batches[0]!.last).toMatchObject({ phase: 'running' });
  expect(JSON.stringify(event)).not.toMatch(/recent_calls|Ann|Eve|•/);
  expect(boardIn(page.body)).toEqual(event);

  for (const [method, target] of [
    ...[
      ['POST', 'batches'],
      ['PUT', 'capacity'],
      ['POST', 'shares'],
      ['DELETE', `shares/${id}`],
    ],
    ['DELETE', 'batches/a%2Fb'],
  ]) {
    const answer = await change(`${url}/api/${target}`, method!, {}, { cookie });
    expect(answer).toMatchObject({ status: 403 });
  }
  const paths = ['shares', 'batches/other/history', 'batches/other/events', 'batches/none/history'];
  const statuses = await Promise.all(
    paths.map((target) => ask(`${url}/api/${target}`, { headers: { cookie } })),
  );
  expect(statuses.map(({ status }) => status)).toEqual([403, 404, 404, 404]);
  const history = await ask(`${url}/api/batches/a%2Fb/history`, { headers: { cookie } });
  expect(history.json()).toHaveLength(1);
});

test('while an address must wait because of wrong secrets, share links that were opened go on', async () => {
  const { url, share } = await serveShared();
  const { path } = await share();
  const cookie = cookiesFrom(await ask(`${url}/${path}`));
  const asked = (given: string) =>
    ask(`${url}/api/batches/a%2Fb/history`, { headers: { cookie: given } });
  const [name] = cookie.split('=');
  for (let nth = 0; nth < 10; nth += 1) {
    expect(await asked(`${name}=guess-${nth}`)).toMatchObject({ status: 401 });
  }
  expect(await asked(`${name}=guess`)).toMatchObject({
    status: 429,
    headers: { 'retry-after': '60' },
  });
  expect(await asked(cookie)).toMatchObject({ status: 200 });
  expect(await asked('')).toMatchObject({ status: 401 });
});

test('several share links in one browser show their batches together', async () => {
  const { url, port, share } = await serveShared();
  const links = [await share(), await share('other')];
  const opened = await Promise.all(links.map(({ path }) => ask(`${url}/${path}`)));
  const cookie = opened.map(cookiesFrom).join('; ');
  const socket = await openStream(port, '/api/events', [`Cookie: ${cookie}`]);
  const { batches } = await new EventReader(socket).until(() => true);
  socket.destroy();
  expect(batches.map(({ batchId }) => batchId)).toEqual(['a/b', 'other']);
});

test.each([
  ['revoked', ({ url, full }, { id }) => change(`${url}/api/shares/${id}`, 'DELETE', {}, full)],
  ['expired', ({ clock }) => clock.advance(minute)],
] satisfies [string, (served: Served, share: NewShare) => Promise<unknown>][])(
  'a link that is %s ends its streams, and no longer works',
  async (_, end) => {
    const served = await serveShared();
    const { url, port, clock, share, full } = served;
    const made = await share('a/b', minute);
    const opened = await ask(`${url}/${made.path}`);
    const cookie = cookiesFrom(opened);
    const streams = [
      await openStream(port, '/api/events', [`Cookie: ${cookie}`]),
      await openStream(port, `/api/batches/a%2Fb/events?${made.path.split('?')[1]}`),
    ];
    const readers = streams.map((socket) => new EventReader(socket));
    for (const reader of readers) await reader.until(() => true);
    const closed = Promise.all(streams.map((socket) => once(socket.resume(), 'end')));
    await end(served, made);
    await clock.advance(2000);
    await closed;
    expect(await ask(`${url}/api/events`, { headers: { cookie } })).toMatchObject({ status: 401 });
    expect(await ask(`${url}/${made.path}`)).toMatchObject({ status: 401 });
    expect((await ask(`${url}/api/shares`, { headers: full })).json()).toEqual([]);
  },
);

type Served = Awaited<ReturnType<typeof serveShared>>;

test('a link whose batch, time, or signature was changed is wrong', async () => {
  const { url, share } = await serveShared();
  const { path, id } = await share();
  const signature = path.split('.').at(-1)!;
  const { id: otherId } = await share('other');
  for (const text of [`${otherId}.${signature}`, `${id}.${'A'.repeat(43)}`, id, `${id}.`, '']) {
    expect(await ask(`${url}/batches/a%2Fb?share=${text}`)).toMatchObject({ status: 401 });
  }
});

test('links and the session of a viewer remain valid after a restart with the same data file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const data = join(folder, 'data');
  const port = await freePort();
  const first = await serveShared({ data, port });
  const { path } = await first.share();
  await first.dashboard.close();
  const { url } = await serveShared({ data, port });
  expect(await ask(`${url}/${path}`)).toMatchObject({ status: 303 });
  expect(await ask(url, { headers: first.full })).toMatchObject({ status: 200 });
});

test('the stream of one batch can be read by other pages that have the token of a link, and by no others', async () => {
  const { url, port, share, full } = await serveShared();
  const { path } = await share();
  const query = path.split('?')[1]!;
  const socket = await openStream(port, `/api/batches/a%2Fb/events?${query}`);
  socket.setEncoding('utf8');
  let text = '';
  while (!text.includes('\n\n')) text += ((await once(socket, 'data')) as [string])[0];
  socket.destroy();
  expect(text).toMatch(/access-control-allow-origin: \*/i);
  const [, json] = /data: (.*)/.exec(text)!;
  expect(JSON.parse(json!)).toMatchObject({ type: 'update', batchId: 'a/b', phase: 'running' });
  expect(json).not.toMatch(/recent_calls|Eve/);
  const other = await ask(`${url}/api/batches/other/events?${query}`);
  expect(other.status).toBe(404);
  const own = await ask(`${url}/api/batches/a%2Fb/history?${query}`, { headers: full });
  expect(own.headers).not.toHaveProperty('access-control-allow-origin');
});

test.each([
  [{ batchId: 'none', expiresIn: day }, 404],
  [{ batchId: 'a/b', expiresIn: 59_999 }, 400],
  [{ batchId: 'a/b', expiresIn: 366 * day }, 400],
  [{ batchId: 'a/b', expiresIn: 'day' }, 400],
  [{ batchId: 'a/b' }, 400],
  [{}, 404],
])('a link %j is not made', async (body, status) => {
  const { url, full } = await serveShared();
  expect(await change(`${url}/api/shares`, 'POST', body, full)).toMatchObject({ status });
});
