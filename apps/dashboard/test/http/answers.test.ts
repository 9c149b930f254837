import { batchOf } from '@batch-status/loopback/batches';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { ask, change } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';
import { pageFolder } from './page-folder.ts';

async function serve() {
  const clock = new VirtualClock({ now: 1_700_000_000_000 });
  const service = new FakeService(clock);
  const served = await serveDashboard(service, { clock, pageFolder: pageFolder() });
  return { ...served, clock, service };
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

test('every answer has the policy, whatever its status', async () => {
  const { url } = await serve();
  const answers = [
    await ask(url),
    await ask(`${url}/assets/index-B1.js`),
    await ask(`${url}/assets/none.js`),
    await ask(`${url}/api/shares`),
    await ask(url, { headers: { host: 'evil.example' } }),
    await change(`${url}/api/batches`, 'POST', {}),
    await ask(`${url}/api/batches`, { method: 'POST' }),
    await ask(`${url}/batches/b?token=x`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200, 421, 400, 403, 303]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});

test.each([
  ['GET', 'api/batches', 'POST'],
  ['HEAD', 'api/events', 'GET'],
  ['DELETE', 'api/events', 'GET'],
  ['GET', 'api/batches/b', 'DELETE'],
  ['PATCH', 'api/shares', 'GET, POST'],
  ['POST', 'batches/b', 'GET, HEAD'],
])('%s is not allowed for %s', async (method, path, allow) => {
  const { url } = await serve();
  const headers = { origin: url };
  expect(await ask(`${url}/${path}`, { method, headers })).toMatchObject({
    ...{ status: 405, headers: { allow } },
  });
});

test.each([
  ['not JSON', '{"batchIds":'],
  ['nothing', ''],
  ['an array', '["b"]'],
  ['a text', '"b"'],
  ['null', 'null'],
  ['no list', '{"batchIds":"b"}'],
  ['an empty list', '{"batchIds":[]}'],
])('a body that is %s is refused in one sentence', async (_, body) => {
  const { url } = await serve();
  const headers = { origin: url };
  const answer = await ask(`${url}/api/batches`, { method: 'POST', headers, body });
  expect([answer.status, answer.json()]).toEqual([
    400,
    { error: { code: 'invalid', message: expect.stringMatching(/^[^.]+\.$/) } },
  ]);
});

test('a path that is not encoded correctly is refused', async () => {
  const { url } = await serve();
  expect(await ask(url, { path: '/api/batches/%zz/history' })).toMatchObject({ status: 400 });
});

test('batches are added with one answer for each, and removed', async () => {
  const { url, board } = await serve();
  const answer = await change(`${url}/api/batches`, 'POST', { batchIds: ['a/b', '..', 'a/b'] });
  expect([answer.status, answer.json()]).toEqual([
    409,
    { batches: [{ batchId: 'a/b' }, { batchId: '..', error: expect.anything() }] },
  ]);
  expect(await change(`${url}/api/batches/a%2Fb`, 'DELETE', {})).toMatchObject({ status: 204 });
  expect([...board.batches()]).toEqual([]);
  expect(await change(`${url}/api/batches/a%2Fb`, 'DELETE', {})).toMatchObject({ status: 404 });
});

test('the limit on the age of data can be changed, within bounds', async () => {
  const { url, board } = await serve();
  const put = (maxStaleness: unknown) => change(`${url}/api/capacity`, 'PUT', { maxStaleness });
  expect((await put(120_000)).json()).toMatchObject({ maxStaleness: 120_000 });
  for (const wrong of [999, 86_400_001, '60', null, NaN]) {
    expect(await put(wrong)).toMatchObject({ status: 400 });
  }
  expect(await put(60_000)).toMatchObject({ status: 429, headers: { 'retry-after': '5' } });
  expect(board.capacity.maxStaleness).toBe(120_000);
});

test('history is a file for spreadsheets or programs', async () => {
  const { url, board, service, clock } = await serve();
  for (const completed of [0, 3]) {
    service.batches.set(
      '=a/b',
      batchOf({ completed, failed: 0, active: 2, waiting: 8 - completed, total: 10 }),
    );
    board.add(['=a/b']);
    await clock.advance(30_000);
  }
  const path = `${url}/api/batches/%3Da%2Fb/history`;
  const csv = await ask(`${path}?format=csv`);
  expect(csv.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="history-_a_b.csv"',
    'cache-control': 'no-store',
  });
  expect(csv.body).toBe(
    `receivedAt,waiting,active,completed,failed,total\r
2023-11-14T22:13:20.010Z,8,2,0,0,10\r
2023-11-14T22:13:49.329Z,8,2,0,0,10\r
2023-11-14T22:13:50.340Z,5,2,3,0,10\r
`,
  );
  const json = await ask(path);
  expect(json.headers['content-disposition']).toBe('attachment; filename="history-_a_b.json"');
  expect(json.json()).toMatchObject([
    { receivedAt: 1_700_000_000_010, waiting: 8, active: 2, completed: 0, failed: 0, total: 10 },
    { receivedAt: 1_700_000_029_329 },
    { receivedAt: 1_700_000_030_340, completed: 3 },
  ]);
  expect(await ask(`${path}?format=xml`)).toMatchObject({ status: 400 });
  expect(await ask(`${url}/api/batches/none/history`)).toMatchObject({ status: 404 });
  board.add(['new']);
  expect((await ask(`${url}/api/batches/new/history`)).json()).toEqual([]);
});
