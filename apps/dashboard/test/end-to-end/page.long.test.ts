import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { freePort, listenOnLoopback, unreachableUrl } from '@batch-status/loopback';
import {
  batchOf,
  completeBatch,
  goodBatch,
  plantedPhoneNumber,
} from '@batch-status/loopback/batches';
import { VirtualClock } from '@batch-status/simulation';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiError, FakeService } from '../fake-service.ts';
import { temporaryFolder } from '../http/page-folder.ts';
import { builtPage } from '../page/built-page.ts';
import { openBoard, rowOf } from '../page/open-board.ts';
import { serveDashboard } from '../serve.ts';
import { recordingProxy } from './recording-proxy.ts';
import { startDashboard } from './start-dashboard.ts';

const minute = 60_000;

const labelOf = (page: Page, batchId: string, label: string) =>
  rowOf(page, batchId).locator('.label').getByText(label, { exact: true }).waitFor();

describe.skipIf(!chromiumPath)('a page and a real dashboard in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser.close());

  it('says what is wrong with the service, and recovers by itself', async () => {
    const clock = new VirtualClock();
    const service = new FakeService(clock);
    const { board, url } = await serveDashboard(service, { clock, pageFolder: await builtPage() });
    board.add(['a', 'b', 'c']);
    await clock.advance(10_000);
    await using opened = await openBoard(browser, `${url}/`);
    const { page } = opened;
    await labelOf(page, 'a', 'Running');

    service.failures.set('*', apiError('unauthorized', 401));
    await clock.advance(2 * minute);
    await page.getByRole('region', { name: 'The service refuses the key.' }).waitFor();
    service.failures.clear();
    await clock.advance(3 * minute);
    await page
      .getByRole('region', { name: 'The service refuses the key.' })
      .waitFor({ state: 'detached' });

    service.failures.set('*', apiError('rate_limited', 429));
    await clock.advance(2 * minute);
    await page.getByRole('region', { name: 'Over the rate limit.' }).waitFor();
    service.failures.set('*', apiError('api_error', 502));
    await clock.advance(60 * minute);
    await page.getByRole('region', { name: 'The API is unreachable.' }).waitFor();
    await rowOf(page, 'a').getByText('1 h', { exact: true }).waitFor();
    service.failures.clear();
    await clock.advance(3 * minute);
    await page
      .getByRole('region', { name: 'The API is unreachable.' })
      .waitFor({ state: 'detached' });
    await rowOf(page, 'a').getByText('1 h', { exact: true }).waitFor({ state: 'detached' });
    expect(await page.locator('.banner').count()).toBe(0);
  });

  it('asks again for a batch that was not found, and for one that was complete', async () => {
    const clock = new VirtualClock();
    const service = new FakeService(clock);
    const { board, url } = await serveDashboard(service, { clock, pageFolder: await builtPage() });
    service.batches.set('over', completeBatch);
    service.failures.set('late', apiError('not_found', 404));
    board.add(['over', 'late']);
    await clock.advance(5 * minute);
    await using opened = await openBoard(browser, `${url}/`);
    const { page } = opened;
    await labelOf(page, 'over', 'Complete');
    await labelOf(page, 'late', 'Not found');

    service.batches.set('over', batchOf({ startTime: clock.now() }));
    service.failures.clear();
    for (const batchId of ['over', 'late']) {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: `Ask again for ${batchId}` }).click();
      await answered;
      await clock.advance(10_000);
      await labelOf(page, batchId, 'Running');
    }
    expect(await page.getByRole('button', { name: /Ask again/ }).count()).toBe(0);
  });

  it('says that history is not being saved while the disk is full, and goes on', async () => {
    const data = join(temporaryFolder(), 'dashboard.sqlite');
    const { link, pid } = await startDashboard([
      '--simulate',
      '--data',
      data,
      '--port',
      '0',
      'kept',
    ]);
    await using opened = await openBoard(browser, link);
    const { page } = opened;
    await rowOf(page, 'kept').waitFor();
    const limit = (bytes: string): void => {
      execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
    };
    limit('1');
    const banner = page.getByRole('region', { name: 'No history is being saved.' });
    await banner.waitFor();
    limit('unlimited');
    await banner.waitFor({ state: 'detached' });
    expect(await rowOf(page, 'kept').count()).toBe(1);
  });

  it('recovers when the dashboard is killed and started again', async () => {
    const data = join(temporaryFolder(), 'dashboard.sqlite');
    const port = String(await freePort());
    const args = ['--simulate', '--data', data, '--port', port, 'kept'];
    const first = await startDashboard(args);
    await using opened = await openBoard(browser, first.link);
    const { page } = opened;
    await rowOf(page, 'kept').waitFor();
    await first.kill();
    await page.clock.fastForward(minute);
    await page.getByRole('region', { name: 'This page is cut off from its dashboard.' }).waitFor();

    await startDashboard(args);
    await page.getByRole('region', { name: 'This page is cut off' }).waitFor({ state: 'detached' });
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await rowOf(page, 'kept').count()).toBe(1);
  });

  it.each([
    { name: 'strips the base', rewrite: (path: string) => path.replace('/team', '') },
    { name: 'keeps the base', rewrite: (path: string) => path },
  ])('leaks nothing to a browser behind a proxy that $name', async ({ rewrite }) => {
    const env = { TRILLET_API_KEY: 'sk-4711-key', TRILLET_WORKSPACE_ID: 'ws-0815-space' };
    const secrets = `${Object.values(env).join(' ')} ${plantedPhoneNumber}`;
    await using api = await listenOnLoopback(
      createServer((request, response) => {
        const isGood = request.url?.includes('good');
        response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' });
        const error = { error: secrets, message: `${secrets} is wrong.` };
        response.end(JSON.stringify(isGood ? { ...goodBatch, more: secrets } : error));
      }),
    );
    const own = await unreachableUrl();
    await using proxy = await recordingProxy(own, rewrite);
    const { link } = await startDashboard(
      [
        ...['--port', new URL(own).port, '--base', 'team', '--public-url', proxy.url],
        ...['--data', join(temporaryFolder(), 'dashboard.sqlite'), '--requests', '600/min'],
        ...['--access', 'token', 'good', 'bad', 'good/a?b#c'],
      ],
      { ...env, TRILLET_BASE_URL: api.url },
    );
    const base = `${proxy.url}/team/`;
    expect(link.startsWith(`${base}?token=`)).toBe(true);
    await using opened = await openBoard(browser, link);
    const { page, faults } = opened;
    expect(page.url()).toBe(base);
    await labelOf(page, 'good', 'Running');
    await labelOf(page, 'bad', 'No response');

    await page.goto(`${base}batches/${encodeURIComponent('good/a?b#c')}`);
    await page.getByText('Latest calls seen').waitFor();
    await page.locator('.uplot').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'History as CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Create link' }).click();
    const shared = await page.getByLabel('The link').inputValue();

    await using guest = await openBoard(browser, shared);
    await guest.page.getByText('Why calls failed').waitFor();
    expect(guest.page.url()).not.toContain('share=');
    expect(await guest.page.getByRole('button', { name: 'Share' }).count()).toBe(0);
    await guest.page.getByRole('link', { name: 'All batches' }).click();
    await guest.page.locator('.row').waitFor();

    expect(proxy.received).toContain('•••');
    for (const secret of [...Object.values(env), plantedPhoneNumber, '5550100199']) {
      expect(proxy.received).not.toContain(secret);
    }
    expect([...faults, ...guest.faults]).toEqual([]);
  });
});
