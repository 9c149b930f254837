import { systemClock } from '@batch-status/time';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { WrongSecrets } from '../../src/access/wrong-secrets.ts';
import { ask, change, cookiesFrom } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';

const token = 'a-secret-of-the-link';
const rule = { kind: 'token', token } as const;
const html = { accept: 'text/html' };

const serve = (options = {}) => serveDashboard(new FakeService(systemClock), { rule, ...options });

test('without the link, only the files of the page are served', async () => {
  const { url } = await serve();
  for (const path of ['/', '/batches/b', '/api/events', '/api/shares', '/api/batches/b/history']) {
    const { status, json } = await ask(url + path);
    expect([status, json()]).toMatchObject([401, { error: { code: 'signed_out' } }]);
  }
  expect(await change(`${url}/api/batches`, 'POST', { batchIds: ['b'] })).toMatchObject({
    status: 401,
  });
  expect(await ask(url, { headers: html })).toMatchObject({
    status: 401,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'Open the link that the dashboard printed when it started, or a share link.\n',
  });
});

test('the secret of the link becomes a cookie, and leaves the address', async () => {
  const { url, port } = await serve({ base: '/dash/' });
  const opened = await ask(`${url}/dash/batches/a%2Fb?sort=name&token=${token}`);
  expect([opened.status, opened.headers.location]).toEqual([303, '/dash/batches/a%2Fb?sort=name']);
  const [cookie] = opened.headers['set-cookie']!;
  expect(cookie).toMatch(
    new RegExp(
      `^dashboard-${port}=[\\w-]{43}; Path=/dash/; Max-Age=2592000; HttpOnly; SameSite=Strict$`,
    ),
  );
  expect(cookie).not.toContain(token);
  const headers = { cookie: cookiesFrom(opened) };
  expect(await ask(`${url}/dash/`, { headers })).toMatchObject({ status: 200 });
  expect(
    await change(`${url}/dash/api/batches`, 'POST', { batchIds: ['b'] }, headers),
  ).toMatchObject({ status: 200 });
});

test('a link on a page of another site works, although browsers hold back cookies on its way', async () => {
  const { url } = await serve();
  const fromOther = { ...html, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  for (const headers of [fromOther, html]) {
    const opened = await ask(`${url}/batches/a?x="&token=${token}`, { headers });
    expect(opened).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(opened.body).toContain('<meta http-equiv="refresh" content="0; url=/batches/a?x=%22">');
    expect(opened.body).not.toContain(token);
    expect(cookiesFrom(opened)).not.toBe('');
  }
  const again = await ask(`${url}/batches/a`, { headers: fromOther });
  expect(again).toMatchObject({ status: 200, body: expect.stringContaining('url=/batches/a"') });
  // The next request is one of our own page, so it does not lead on for ever.
  const own = { ...fromOther, 'sec-fetch-site': 'same-origin' };
  expect(await ask(`${url}/batches/a`, { headers: own })).toMatchObject({ status: 401 });
  const typed = { ...fromOther, 'sec-fetch-site': 'none' };
  expect(await ask(`${url}/?token=${token}`, { headers: typed })).toMatchObject({ status: 303 });
});

test('the cookie is secure if viewers reach the dashboard by HTTPS', async () => {
  const { url } = await serve({ publicUrl: new URL('https://status.example') });
  const { headers } = await ask(`${url}/?token=${token}`, { headers: { host: 'status.example' } });
  expect(headers['set-cookie']![0]).toMatch(/; Secure$/);
});

test('after ten wrong secrets in a minute, an address is refused, and viewers stay signed in', async () => {
  const clock = new VirtualClock();
  const { url } = await serve({ clock });
  const headers = { cookie: cookiesFrom(await ask(`${url}/?token=${token}`)) };
  const wrong = (): Promise<{ status: number }> => ask(`${url}/?token=${token}x`);
  for (let nth = 0; nth < 10; nth += 1) expect(await wrong()).toMatchObject({ status: 401 });
  await clock.advance(15_000);
  expect(await wrong()).toMatchObject({ status: 429, headers: { 'retry-after': '45' } });
  // Also the right one, or the first success would be a hint.
  expect(await ask(`${url}/?token=${token}`)).toMatchObject({ status: 429 });
  expect(await ask(url, { headers })).toMatchObject({ status: 200 });
  await clock.advance(45_000);
  expect(await ask(`${url}/?token=${token}`)).toMatchObject({ status: 303 });
});

test('wrong cookies and share links count too, but one that a page repeats counts once', async () => {
  const { url, port } = await serve({ clock: new VirtualClock() });
  const withCookie = (value: string) =>
    ask(url, { headers: { cookie: `dashboard-${port}=${value}` } });
  for (let nth = 0; nth < 30; nth += 1) {
    expect(await withCookie('outdated')).toMatchObject({ status: 401 });
  }
  for (let nth = 0; nth < 5; nth += 1) {
    expect(await withCookie(`guess ${nth}`)).toMatchObject({ status: 401 });
  }
  for (let nth = 0; nth < 4; nth += 1) {
    expect(await ask(`${url}/api/batches/b/events?share=x${nth}`)).toMatchObject({ status: 401 });
  }
  expect(await ask(`${url}/batches/b?share=x`)).toMatchObject({ status: 429 });
  expect(await withCookie('another')).toMatchObject({ status: 429 });
});

test('the stream of an outdated link, which a page asks for again and again, counts once', async () => {
  const { url } = await serve({ clock: new VirtualClock() });
  for (let nth = 0; nth < 30; nth += 1) {
    expect(await ask(`${url}/api/batches/b/events?share=outdated`)).toMatchObject({ status: 401 });
  }
  expect(await ask(`${url}/?token=${token}`)).toMatchObject({ status: 303 });
});

test('an address does not wait longer if the clock is set back', () => {
  let now = 86_400_000;
  const wrong = new WrongSecrets(() => now);
  for (let nth = 0; nth < 10; nth += 1) wrong.count('10.0.0.1');
  expect(wrong.waitOf('10.0.0.1')).toBe(60_000);
  now = 0;
  expect(wrong.waitOf('10.0.0.1')).toBe(0);
  for (let nth = 0; nth < 10; nth += 1) wrong.count('10.0.0.1');
  expect(wrong.waitOf('10.0.0.1')).toBe(60_000);
});

test('addresses are limited separately, and a network of IPv6 together', () => {
  const wrong = new WrongSecrets(() => 0);
  const count = (address: string) => {
    for (let nth = 0; nth < 10; nth += 1) wrong.count(address);
  };
  count('10.0.0.1');
  expect(wrong.waitOf('10.0.0.1')).toBe(60_000);
  expect(wrong.waitOf('::ffff:10.0.0.1')).toBe(60_000);
  expect(wrong.waitOf('10.0.0.2')).toBe(0);
  count('2001:db8::1');
  expect(wrong.waitOf('2001:db8:0:0:ffff::2')).toBe(60_000);
  expect(wrong.waitOf('2001:db8:0:1::1')).toBe(0);
  count('fe80::1%eth0');
  expect(wrong.waitOf('fe80::2%eth1')).toBe(60_000);
});
