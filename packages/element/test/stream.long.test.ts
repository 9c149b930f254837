import { describe, expect, test } from 'vitest';
import { executablePath, open, useBrowser } from './browser.ts';
import { done, expected, openStream } from './open-stream.ts';
import { closed, send, servePages } from './page-server.ts';
import { completeUpdate, start, updateOf } from './reports.ts';

describe.skipIf(!executablePath)('a page in Chromium', () => {
  useBrowser();

  test('says that there is no data yet before a stream sends some', async () => {
    const { server, shows } = await openStream();
    expect(await shows('done', 'No data yet')).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('shows the updates of a stream, and not those of another batch', async () => {
    const { shows, text, stream } = await openStream();
    const response = await stream.connection();
    send(response, updateOf({ batchId: 'other', batch: { completed: 1 } }));
    expect(await shows('done', 'No data yet')).toBe(true);
    send(response, updateOf());
    expect(await shows('done', done)).toBe(true);
    expect(await text('note')).toBe('');
  });

  test('opens a stream again that stalls, or that was never answered', async () => {
    const { page, shows, stream } = await openStream();
    const first = await stream.connection();
    send(first, updateOf());
    expect(await shows('done', done)).toBe(true);
    await page.clock.fastForward(26_000);
    expect(await shows('note', 'Data 26 s old.')).toBe(true);
    await page.clock.fastForward(20_000);
    await closed(first);
    const second = await stream.connection();
    await page.clock.fastForward(31_000);
    await closed(second);
    send(await stream.connection(), updateOf({ batch: { completed: 8500, waiting: 1477 } }));
    expect(await shows('done', '8,503 of 10,000 calls done')).toBe(true);
  });

  test('shows the age of data after two minutes, even if nothing is late', async () => {
    const { page, shows, text, stream } = await openStream();
    const response = await stream.connection();
    send(response, updateOf({ nextCheckAt: start + 600_000 }));
    expect(await shows('done', done)).toBe(true);
    await page.clock.fastForward(119_000);
    expect(await text('note')).toBe('');
    await page.clock.fastForward(1000);
    expect(await shows('note', 'Data 120 s old.')).toBe(true);
    expect(stream.all).toHaveLength(1);
  });

  test('an element of a complete batch leaves the stream of others alone', async () => {
    const { page, shows, stream } = await openStream();
    const first = await stream.connection();
    send(first, completeUpdate());
    await closed(first);
    const add = (): Promise<void> =>
      page.evaluate((html) => {
        const node = document.createElement('batch-progress');
        node.setAttribute('src', html);
        document.body.prepend(node);
      }, '/events');
    await add();
    send(await stream.connection(), updateOf());
    expect(await shows('done', done)).toBe(true);
    await page
      .locator('batch-progress')
      .last()
      .evaluate((node) => node.remove());
    await page.evaluate('Promise.resolve()');
    await add();
    expect(await shows('done', done)).toBe(true);
    expect(stream.all).toHaveLength(2);
  });

  test('says so if src is no stream of events, and connects later', async () => {
    const answers: [path: string, status: number, type: string, body: string][] = [
      ['/html', 200, 'text/html', '<h1>Log in</h1>'],
      ['/401', 401, 'application/json', '{}'],
      ['/404', 404, 'text/plain', ''],
      ['/502', 502, 'text/html', '<h1>Bad gateway</h1>'],
    ];
    const paths = answers.map(([path]) => path);
    const body = paths.map((path) => `<batch-progress src="${path}"></batch-progress>`).join('');
    const { page, server } = await open(
      (pages) => {
        for (const [path, status, type, text] of answers) {
          pages.handlers.set(path, (_, response) => {
            response.writeHead(status, { 'content-type': type }).end(text);
          });
        }
        return body;
      },
      { expected },
    );
    const failed = page.locator('.note').filter({
      hasText: /^Not connected. src is not a stream of events.$/,
    });
    await failed.nth(3).waitFor();
    const streams = paths.map((path) => server.stream(path));
    await page.clock.fastForward(61_000);
    for (const stream of streams) send(await stream.connection(), updateOf());
    await page.locator('.done').filter({ hasText: done }).nth(3).waitFor();
    expect(await failed.count()).toBe(0);
  });

  test('says so if src is not an address of a web server', async () => {
    const addresses = ['javascript:alert(1)', 'mailto:a@b', 'http://['];
    const { page } = await open(
      addresses.map((src) => `<batch-progress src="${src}"></batch-progress>`).join(''),
      { expected: /Content Security Policy/ },
    );
    const refused = page.locator('.note').filter({
      hasText: /^Not connected. src is not a stream of events.$/,
    });
    await refused.nth(2).waitFor();
    expect(await refused.count()).toBe(3);
  });

  test('says so if the policy of the page forbids the origin of src', async () => {
    await using other = await servePages();
    const { shows } = await open(`<batch-progress src="${other.url}/events"></batch-progress>`, {
      expected: /Content Security Policy|Refused to connect|EventSource/,
    });
    expect(await shows('note', 'Not connected. src is not a stream of events.')).toBe(true);
    expect(other.requests).toEqual([]);
  });

  test('says so if an event is not JSON or no report', async () => {
    const { shows, stream } = await openStream();
    const response = await stream.connection();
    for (const data of ['<b>x</b>', '5', 'null', '[]', '{"type":"board"}']) {
      send(response, updateOf());
      expect(await shows('note', '')).toBe(true);
      send(response, data);
      expect(await shows('note', /Unreadable data.$/)).toBe(true);
    }
  });

  test('closes the stream of a batch that is complete', async () => {
    const { shows, stream } = await openStream();
    const response = await stream.connection();
    send(response, completeUpdate());
    await closed(response);
    expect(await shows('phase', 'complete')).toBe(true);
    expect(await shows('note', '')).toBe(true);
  });

  test('a hidden page keeps no connection, and connects when it is shown', async () => {
    const { page, shows, stream } = await openStream();
    const first = await stream.connection();
    const setHidden = (hidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await setHidden(true);
    await page.clock.runFor(1000);
    await closed(first);
    await page.clock.fastForward(3_600_000);
    await setHidden(false);
    await page.clock.runFor(1000);
    send(
      await stream.connection(),
      updateOf({ receivedAt: await page.evaluate<number>('Date.now()') }),
    );
    expect(await shows('done', done)).toBe(true);
    expect(await shows('note', '')).toBe(true);
    expect(stream.all).toHaveLength(2);
  });

  test('follows another stream when src changes', async () => {
    const { page, shows, server, stream } = await openStream();
    const first = await stream.connection();
    send(first, updateOf());
    expect(await shows('done', done)).toBe(true);
    const other = server.stream('/other');
    await page.locator('batch-progress').evaluate((node) => node.setAttribute('src', '/other'));
    await closed(first);
    expect(await shows('done', 'No data yet')).toBe(true);
    send(await other.connection(), updateOf());
    expect(await shows('done', done)).toBe(true);
  });
});
