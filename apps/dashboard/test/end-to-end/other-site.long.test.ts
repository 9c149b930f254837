import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { describe, expect, it } from 'vitest';
import { chromiumPath, launchOffline } from '../../../docs/test/open-page.ts';
import { startDashboard } from './start-dashboard.ts';

describe.skipIf(!chromiumPath)('links on a page of another site in Chromium', () => {
  it('open the dashboard, with the secret and, once it is a cookie, without', async () => {
    const { link } = await startDashboard(['--simulate', '--port', '0', '--access', 'token', 'b']);
    const [plain = ''] = link.split('?');
    await using other = await listenOnLoopback(
      createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<a href="${link}">first</a> <a href="${plain}">later</a>`);
      }),
    );
    // Another name is another site.
    const site = `http://localhost:${other.port}/`;
    await using browser = await launchOffline();
    const page = await browser.newPage();
    for (const text of ['first', 'later']) {
      await page.goto(site);
      await page.getByText(text).click();
      await page.locator('[data-batch="b"]').waitFor();
      expect(page.url()).toBe(plain);
      // The address with the secret is not in the history.
      await page.goBack();
      expect(page.url()).toBe(site);
    }
  });
});
