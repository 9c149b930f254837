import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { describe, expect, it } from 'vitest';
import { startDashboard } from './start-dashboard.ts';

const site = 'http://chat.example/';

describe.skipIf(!chromiumPath)('links on a page of another site in Chromium', () => {
  it('open the dashboard, with the secret and, once it is a cookie, without', async () => {
    const { link } = await startDashboard(['--simulate', '--port', '0', '--access', 'token', 'b']);
    const [plain = ''] = link.split('?');
    await using browser = await launchOffline();
    const page = await browser.newPage();
    await page.route(site, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<a href="${link}">first</a> <a href="${plain}">later</a>`,
      }),
    );
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
