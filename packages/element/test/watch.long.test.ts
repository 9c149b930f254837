import { describe, expect, test } from 'vitest';
import { executablePath, open, useBrowser } from './browser.ts';
import { openWithProxy, polling, useReferenceServer } from './open-with-proxy.ts';

describe.skipIf(!executablePath)('a page in Chromium', () => {
  useBrowser();
  useReferenceServer();

  test('polls again as time passes, with the age of the data if that fails', async () => {
    const { page, server, shows } = await openWithProxy();
    expect(await shows('done', /^[1-9][\d,]* of 100,000 calls done$/)).toBe(true);
    const { length } = server.requests;
    server.handlers.set('/api/', (_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    });
    await page.clock.fastForward(16_000);
    expect(
      await shows('note', /^Data \d+ s old. GET \/api\/v1\/.*\/running\/status returned 502\.$/),
    ).toBe(true);
    expect(server.requests.length).toBeGreaterThan(length);
  });

  test.for([
    ['missing', /^GET .*\/missing\/status returned 404\. It was retried/],
    ['secret', /^GET .*\/secret\/status returned 403\.$/],
    ['..', /^`batchId` must be a non-empty string .* got the string ".."\.$/],
  ] as const)('says why it does not show the batch %s', async ([batchId, note]) => {
    const { page, text } = await openWithProxy(polling.replace('running', batchId));
    // A new batch may not be readable yet, so that is tried for a while.
    while (!note.test(await text('note'))) await page.clock.runFor(1000);
    expect(await text('done')).toBe('No data yet');
  });

  test('says that there is no response if the proxy returns something else', async () => {
    const { page, shows, text } = await open(
      ({ handlers }) => {
        handlers.set('/api/', (_, response) => {
          response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>');
        });
        return polling;
      },
      { script: 'watch' },
    );
    const refused = /^GET .* did not return a batch\.$/;
    expect(await shows('note', refused)).toBe(true);
    expect(await text('done')).toBe('No data yet');
    // Another response of this kind means that src is wrong.
    await page.evaluate(() => {
      document.addEventListener('batch-error', () => document.body.classList.add('failed'));
    });
    while ((await page.locator('.failed').count()) === 0) await page.clock.runFor(1000);
    expect(await shows('note', refused)).toBe(true);
  });

  test('follows another batch when the id changes, and none when it is removed', async () => {
    const { page, server, shows } = await openWithProxy();
    expect(await shows('phase', 'running')).toBe(true);
    await page.locator('batch-watch').evaluate((node) => node.setAttribute('batch-id', 'ended'));
    expect(await shows('phase', 'complete')).toBe(true);
    await page.locator('batch-watch').evaluate((node) => {
      node.setAttribute('batch-id', 'running');
      node.remove();
    });
    await page.evaluate('Promise.resolve()');
    const { length } = server.requests;
    await page.clock.runFor(60_000);
    expect(server.requests).toHaveLength(length);
  });

  test('a hidden page sends no requests, and one when it is shown', async () => {
    const { page, server, shows } = await openWithProxy();
    const setHidden = (hidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    expect(await shows('phase', 'running')).toBe(true);
    await setHidden(true);
    await page.clock.runFor(120_000);
    const { length } = server.requests;
    await page.clock.runFor(3_600_000);
    expect(server.requests).toHaveLength(length);
    const asked = page.waitForRequest(/running/);
    await setHidden(false);
    await asked;
  });
});
