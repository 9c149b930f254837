import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { VirtualClock } from '@batch-status/simulation';
import { batchOf, completeBatch } from '@batch-status/loopback/batches';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serverNow } from '../page/boards.ts';
import { builtPage } from '../page/built-page.ts';
import { openBoard, rowOf } from '../page/open-board.ts';
import { serveDashboard } from '../serve.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { planted, startRealService, type ServiceFault } from './real-service.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Everything that browsers got in this file. */
const received: (() => string)[] = [];

/** A service, a dashboard that follows it in virtual time, and the network before the dashboard. */
async function serveAll(batchIds: readonly string[], requestsPerSecond = 1) {
  const clock = new VirtualClock({ now: serverNow });
  const service = await startRealService(clock);
  onTestFinished(() => service[Symbol.asyncDispose]());
  let port = 0;
  const proxy = await startFaultProxy(() => port);
  onTestFinished(() => proxy.close());
  received.push(proxy.received);
  const served = await serveDashboard(service.source, {
    clock,
    pageFolder: await builtPage(),
    publicUrl: new URL(proxy.url),
    secrets: [planted.apiKey, planted.workspaceId],
    limits: { requestsPerSecond, maxStaleness: minute },
  });
  ({ port } = served);
  /** Lets time pass at the server, in steps in which each request gets its answer. */
  const pass = async (ms: number, step = second): Promise<void> => {
    for (let passed = 0; passed < ms; passed += step) {
      await clock.advance(step);
      await service.settled();
    }
    await clock.advance(second);
  };
  served.board.add(batchIds);
  await pass(batchIds.length * 2 * second);
  return { ...served, url: proxy.url, clock, service, proxy, pass };
}

/** Returns a function that says whether the page was not loaded again since. */
async function mark(page: Page): Promise<() => Promise<boolean | undefined>> {
  await page.evaluate('globalThis.isSamePage = true');
  return () => page.evaluate<boolean | undefined>('globalThis.isSamePage');
}

const cutOff = (page: Page) =>
  page.getByRole('region', { name: 'This page is cut off from its dashboard.' });
const label = (page: Page, batchId: string, text: string) =>
  rowOf(page, batchId).locator('.label').getByText(text, { exact: true });
const age = (page: Page, batchId: string, text: string | RegExp) =>
  rowOf(page, batchId).locator('[data-text="age"]').getByText(text, { exact: true });
/** At most as old as the limits allow, and the steps in which a page shows it. */
const fresh = /^now$|^\d+ s$|^1 min$/;
const counts = (page: Page, batchId: string, text: string) => rowOf(page, batchId).getByText(text);

describe.skipIf(!chromiumPath)('a real dashboard and everything around it in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser.close());

  it('follows a stream that is cut, half closed, and stalled, without being loaded again', async () => {
    const { url, proxy, service, pass } = await serveAll(['a']);
    await using opened = await openBoard(browser, `${url}/`);
    const { page } = opened;
    await counts(page, 'a', '100 / 150').waitFor();
    const isSame = await mark(page);
    let done = 100;
    const moves = async (): Promise<void> => {
      done += 1;
      service.batches.set('a', batchOf({ completed: done - 5, waiting: 45 - (done - 100) }));
      await pass(5 * second);
      await counts(page, 'a', `${done} / 150`).waitFor();
      await cutOff(page).waitFor({ state: 'detached' });
    };
    await moves();
    for (const towards of ['browsers', 'server'] as const) {
      proxy.halfClose(towards);
      await moves();
    }
    for (const fault of ['cut', 'stall'] as const) {
      proxy[fault]();
      await cutOff(page).waitFor();
      expect(await page.locator('html').getAttribute('data-cut-off')).not.toBeNull();
      proxy.restore();
      await cutOff(page).waitFor({ state: 'detached' });
      await moves();
    }
    expect(await isSame()).toBe(true);
  });

  it.each([-24 * hour, 24 * hour])(
    'has the ages of the data after a night, on a device whose clock is %i ms off',
    async (error) => {
      const { url, proxy, service, pass, clock } = await serveAll(['a']);
      await using opened = await openBoard(browser, 'about:blank');
      const { page } = opened;
      await page.clock.setSystemTime(serverNow + error);
      await page.goto(`${url}/`);
      await label(page, 'a', 'Running').waitFor();
      const isSame = await mark(page);
      service.faults.set('*', 'no answer');
      await pass(10 * minute, 5 * second);
      await age(page, 'a', /^1[01] min$/).waitFor();

      // The device sleeps: its connections end without a sign, and its timers stand still.
      proxy.stall();
      service.faults.clear();
      await page.clock.fastForward(8 * hour);
      await cutOff(page).waitFor();
      await age(page, 'a', '8 h').waitFor();
      await clock.advance(8 * hour - 2 * minute);
      await service.settled();
      await pass(2 * minute);
      proxy.restore();
      await cutOff(page).waitFor({ state: 'detached' });
      await age(page, 'a', fresh).waitFor();
      expect(await isSame()).toBe(true);
    },
  );

  it('says what is wrong with each answer of the service, and recovers from it', async () => {
    const { url, service, pass } = await serveAll(['a', 'b', 'c']);
    await using opened = await openBoard(browser, `${url}/`);
    const { page, faults } = opened;
    await label(page, 'a', 'Running').waitFor();
    const isSame = await mark(page);
    /** The fault, what the page says, and the most requests in four minutes of it. */
    const outages: [ServiceFault, string, number][] = [
      ['the key is refused', 'The service refuses the key.', 8],
      ['over the rate limit', 'Over the rate limit.', 30],
      ['over the rate limit for 5 minutes', 'Over the rate limit.', 3],
      ['a page in HTML', 'The API is unreachable.', 40],
      ['half a body', 'The API is unreachable.', 40],
      ['no answer', 'The API is unreachable.', 40],
    ];
    for (const [fault, title, most] of outages) {
      service.faults.set('*', fault);
      const before = service.asked.length;
      await pass(4 * minute);
      const shown = page.getByRole('region', { name: title });
      await shown.waitFor();
      // Once for all batches, not once for each.
      expect(await shown.count()).toBe(1);
      expect(service.asked.length - before).toBeLessThanOrEqual(most);
      service.faults.clear();
      await pass(6 * minute);
      await shown.waitFor({ state: 'detached' });
      for (const batchId of ['a', 'b', 'c']) await age(page, batchId, fresh).waitFor();
    }
    service.faults.set('*', 'no answer');
    await pass(hour, 5 * second);
    await age(page, 'a', '1 h').waitFor();
    service.faults.clear();
    await pass(6 * minute);
    await age(page, 'a', '1 h').waitFor({ state: 'detached' });

    service.faults.set('b', 'not found');
    await pass(6 * minute);
    await label(page, 'b', 'Not found').waitFor();
    await age(page, 'a', fresh).waitFor();
    await page.locator('.banner').first().waitFor({ state: 'detached' });
    expect(await isSame()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('follows a batch again that was complete, and runs again when someone asks', async () => {
    const { url, service, pass } = await serveAll(['over']);
    service.batches.set('over', completeBatch);
    await pass(3 * minute);
    await using opened = await openBoard(browser, `${url}/`);
    const { page } = opened;
    await label(page, 'over', 'Complete').waitFor();
    service.batches.set('over', batchOf());
    const before = service.asked.length;
    await pass(5 * minute);
    expect(service.asked.length).toBe(before);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Ask again for over' }).click();
    await answered;
    await pass(10 * second);
    await label(page, 'over', 'Running').waitFor();
    await counts(page, 'over', '100 / 150').waitFor();
  });

  it.each([
    { name: 'one stream for all', without: '' },
    { name: 'no shared workers', without: 'delete globalThis.SharedWorker;' },
    {
      name: 'no shared workers and no locks',
      without: 'delete globalThis.SharedWorker; delete Navigator.prototype.locks;',
    },
  ])('is live in 20 tabs with $name, also when the first is closed', async ({ without }) => {
    const { url, service, proxy, pass } = await serveAll(['a']);
    await using opened = await openBoard(browser, 'about:blank');
    const { page, context } = opened;
    await context.addInitScript(without);
    const tabs: Page[] = [page];
    while (tabs.length < 20) tabs.push(await context.newPage());
    for (const tab of tabs) await tab.goto(`${url}/`);
    for (const tab of tabs) await counts(tab, 'a', '100 / 150').waitFor();
    service.batches.set('a', batchOf({ completed: 96, waiting: 44 }));
    await pass(2 * minute);
    for (const tab of tabs) await counts(tab, 'a', '101 / 150').waitFor();
    await page.close();
    service.batches.set('a', batchOf({ completed: 97, waiting: 43 }));
    await pass(2 * minute);
    for (const tab of tabs.slice(1)) await counts(tab, 'a', '102 / 150').waitFor();
    // A page can still change something: its request needs a connection too.
    const asked = tabs[1]!;
    const answered = asked.waitForResponse((response) => response.request().method() === 'POST');
    await asked.getByLabel('Add batches').fill('another');
    await asked.getByRole('button', { name: 'Follow' }).click();
    await answered;
    await pass(10 * second);
    for (const tab of tabs.slice(1)) await counts(tab, 'another', '100 / 150').waitFor();
    expect(proxy.open).toBeLessThanOrEqual(6);
  });

  it('sent no browser a key, a workspace, or a number', () => {
    const bytes = received.map((each) => each()).join('\n');
    expect(bytes).toContain('data: {"type":"board"');
    expect(bytes).toContain('id="board">{"type":"board"');
    expect(bytes).toContain('Busy: •••');
    for (const secret of Object.values(planted)) expect(bytes).not.toContain(secret);
  });
});
