import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import type { NewShare } from '../../src/wire/answers.ts';
import { ask, change } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';
import { Browser } from './browser.ts';

const token = 'a-secret-of-the-link';
const day = 86_400_000;

async function serveMany(count: number) {
  const clock = new VirtualClock();
  const { url, port, board } = await serveDashboard(new FakeService(clock), {
    ...{
      clock,
      rule: { kind: 'token', token },
      limits: { requestsPerSecond: 1, maxStaleness: day },
    },
  });
  const ids = Array.from({ length: count }, (_, nth) => `batch ${nth}`);
  board.add(ids);
  const owner = new Browser();
  await owner.open(`${url}/?token=${token}`);
  const revoke = (id: string) =>
    change(`${url}/api/shares/${id}`, 'DELETE', {}, { cookie: owner.cookie });
  const links: NewShare[] = [];
  for (const batchId of ids) {
    const body = { batchId, expiresIn: day };
    const made = await change(`${url}/api/shares`, 'POST', body, { cookie: owner.cookie });
    links.push(made.json() as NewShare);
  }
  const historyOf = async (viewer: Browser, batchId: string): Promise<number> => {
    const path = `/api/batches/${encodeURIComponent(batchId)}/history`;
    return (await ask(url + path, { headers: { cookie: viewer.cookie } })).status;
  };
  return { url, port, clock, links, revoke, historyOf };
}

test.each(['open', 'openFromOtherSite'] as const)(
  'a viewer can %s any number of share links, and the last 30 remain',
  async (method) => {
    const { url, clock, links, historyOf } = await serveMany(40);
    const viewer = new Browser();
    // The first one is opened again in the end, so it is not the oldest.
    for (const { path } of [...links, links[0]!]) {
      await clock.advance(1000);
      expect(await viewer[method](`${url}/${path}`)).toMatchObject({ status: 200 });
      expect(viewer.cookies.size).toBeLessThanOrEqual(30);
    }
    expect(viewer.cookie.length).toBeLessThan(5000);
    const statuses = await Promise.all(links.map(({ batchId }) => historyOf(viewer, batchId)));
    expect(statuses).toEqual([200, ...Array(10).fill(404), ...Array(29).fill(200)]);
  },
);

test('a browser with 180 long cookies is not locked out, and its outdated cookies are deleted', async () => {
  const { url, port } = await serveMany(1);
  const viewer = new Browser();
  for (let nth = 0; nth < 150; nth += 1) {
    const id = String(nth).padStart(16, 'x');
    viewer.cookies.set(`dashboard-${port}-share-${id}`, `${id}.${'A'.repeat(43)}`);
  }
  for (let nth = 0; nth < 30; nth += 1) viewer.cookies.set(`other-${nth}`, 'x'.repeat(400));
  expect(viewer.cookie.length).toBeGreaterThan(20_000);
  expect(await viewer.open(`${url}/`)).toMatchObject({ status: 401 });
  expect(viewer.cookies.size).toBe(30);
});

test('opened links that were revoked later do not count as wrong secrets', async () => {
  const { url, clock, links, revoke } = await serveMany(20);
  const viewer = new Browser();
  for (const { path } of links) await viewer.open(`${url}/${path}`);
  for (const { id } of links.slice(1)) await revoke(id);
  expect(await viewer.open(url)).toMatchObject({ status: 200 });
  expect(viewer.cookies.size).toBe(1);
  await clock.advance(60_000);
  expect(await viewer.open(url)).toMatchObject({ status: 200 });
  expect(await viewer.open(`${url}/${links[0]!.path}`)).toMatchObject({ status: 200 });
});

test('a link that was opened by an older version remains valid', async () => {
  const { url, port, links } = await serveMany(1);
  const [{ id, path, batchId }] = links as [NewShare];
  const viewer = new Browser();
  viewer.cookies.set(`dashboard-${port}-share-${id}`, path.split('share=')[1]!);
  const page = `${url}/batches/${encodeURIComponent(batchId)}`;
  expect(await viewer.open(page)).toMatchObject({ status: 200 });
  expect(viewer.cookies.size).toBe(1);
});

test('an outdated session is removed', async () => {
  const { url, port } = await serveMany(0);
  const viewer = new Browser();
  viewer.cookies.set(`dashboard-${port}`, 'outdated');
  expect(await viewer.open(url)).toMatchObject({ status: 401 });
  expect(viewer.cookies.size).toBe(0);
});
