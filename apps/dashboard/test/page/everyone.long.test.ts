import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import type { BoardBatch } from '../../src/wire/board.ts';
import { serveBoard } from './board-server.ts';
import { boardBatch, boardOf, everyState, serverNow } from './boards.ts';
import { historyOf } from './scenes.ts';
import { openBoard, rowIds, rowOf, untilSilent } from './open-board.ts';

const running = boardBatch('renewals', {
  throughput: 1.25,
  timeLeft: { likely: 840_000, low: 120_000, high: 4_020_000, confidence: 'low' },
  batch: { completed: 8_412, failed: 301, active: 40, waiting: 3_247, total: 12_000 },
});

const totals = [100, 1_234, 56_789, 987_654];

/** Batches whose counts get longer with each step, and are divided in another way. */
const countsOf = (step: number, time: number): BoardBatch[] =>
  everyState.map(({ batchId }) => {
    const total = totals[step]!;
    const completed = Math.floor((total * (step + 2)) / 10);
    return boardBatch(batchId, {
      receivedAt: time - 20_000,
      batch: { completed, failed: 2 + step, active: 1 + step, waiting: 10 * step, total },
      throughput: 0.02 * 12 ** step,
      timeLeft: { likely: 7e4 * 9 ** step, low: 6e4, high: 1e5 * 10 ** step, confidence: 'medium' },
    });
  });

/** Until a page has drawn a total. */
async function shown(page: Page, total: number): Promise<void> {
  await page.getByText(new Intl.NumberFormat('en').format(total)).first().waitFor();
  await page.evaluate('new Promise(requestAnimationFrame)');
}

/** Notes what moves on a page, in `shifts`. */
const watchShifts = (page: Page): Promise<unknown> =>
  page.evaluate(`
      globalThis.shifts = [];
      const describe = ({ node, previousRect: from, currentRect: to }) =>
        [node.className ?? node.textContent, from.x, from.y, '->', to.x, to.y].join(' ');
      new PerformanceObserver((list) =>
        shifts.push(...list.getEntries().flatMap(({ sources }) => sources.map(describe))))
        .observe({ type: 'layout-shift' })`);

/** What the page spoke, in order. */
const speech = `
  globalThis.spoken = [];
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target.parentElement ?? target).closest?.('[aria-live]');
        if (region) spoken.push(region.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true }));
`;

const inWords = (seconds: number): string =>
  seconds > 60 ? `1 min ${seconds - 60} s` : `${seconds} s`;

describe.skipIf(!chromiumPath)('the page of the dashboard for everyone, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser.close());

  it.each<[string, BrowserContextOptions, string[]]>([
    ['en-US', { timezoneId: 'America/New_York' }, ['8,713 / 12,000', '3.5%', '1.3/s', '9:18 AM']],
    ['en-GB', { timezoneId: 'Europe/London' }, ['8,713 / 12,000', '3.5%', '1.3/s', '14:18']],
    ['de-DE', { timezoneId: 'Asia/Kolkata' }, ['8.713 / 12.000', '3,5 %', '1,3/s', '19:48']],
  ])(
    'writes numbers and times as in %s, in the zone of the browser',
    async (locale, zone, texts) => {
      await using server = await serveBoard(boardOf([running]));
      await using opened = await openBoard(browser, server.url, { locale, ...zone });
      const { page } = opened;
      await rowOf(page, 'renewals').waitFor();
      const overview = await page.locator('main').innerText();
      await page.getByRole('link', { name: 'renewals' }).click();
      await page.locator('.facts').waitFor();
      const text = `${overview} ${await page.locator('main').innerText()}`.replaceAll(
        '\u00A0',
        ' ',
      );
      for (const each of texts) expect(text.replaceAll('\u202F', ' ')).toContain(each);
    },
  );

  it('speaks one sentence in ten seconds, and none if only counts change', async () => {
    await using server = await serveBoard(boardOf([running, boardBatch('b'), boardBatch('c')]));
    await using opened = await openBoard(browser, 'about:blank');
    const { page } = opened;
    await page.addInitScript(speech);
    await page.goto(server.url);
    await rowOf(page, 'renewals').waitFor();
    for (let completed = 96; completed < 99; completed += 1) {
      server.change([boardBatch('b', { batch: { completed } })]);
      await rowOf(page, 'b')
        .getByText(`${completed + 5} / 150`)
        .waitFor();
    }
    expect(await page.evaluate('spoken')).toEqual([]);

    const over = { state: 'ended', phase: 'complete' } as const;
    server.change([boardBatch('b', over)]);
    await rowOf(page, 'b').getByText('Complete', { exact: true }).waitFor();
    server.change([boardBatch('c', over), boardBatch('renewals', { phase: 'stalled' })]);
    await rowOf(page, 'c').getByText('Complete', { exact: true }).waitFor();
    expect(await page.evaluate('spoken')).toEqual(['b is complete.']);
    // After so long a silence, the page is cut off, which is said first.
    await untilSilent(page, server);
    await page.clock.fastForward(10_000);
    await page.clock.fastForward(10_000);
    const spoken = await page.evaluate<string[]>('spoken');
    expect(spoken).toEqual([
      'b is complete.',
      'This page is cut off from its dashboard.',
      'renewals has stalled; c is complete.',
    ]);
  });

  it('works by keyboard alone', async () => {
    await using server = await serveBoard(boardOf([running, ...everyState.slice(9, 10)]));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    await rowOf(page, 'renewals').waitFor();
    const focused: unknown[] = [];
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press('Tab');
      focused.push(
        await page.evaluate(
          '(({ ariaLabel, labels, textContent }) => ariaLabel || labels?.[0]?.firstChild.textContent || textContent)(document.activeElement)',
        ),
      );
    }
    expect(focused).toEqual([
      ...['Batch status', 'Settings', 'Add batches', 'Follow'],
      ...['All 2', 'Attention 0', 'Active 1', 'Waiting 0', 'Ended 1', 'Find', 'Sort by'],
      ...['renewals', 'complete-1', 'Ask again for complete-1'],
    ]);

    await page.getByRole('link', { name: 'renewals' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Share this batch' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('button:focus').waitFor();
    expect(await page.locator('button:focus').innerText()).toBe('Share…');
  });

  it('shifts nothing while counts change, and does not move', async () => {
    await using server = await serveBoard(boardOf(countsOf(0, serverNow)));
    server.history = historyOf(everyState[0]!);
    await using opened = await openBoard(browser, server.url, { reducedMotion: 'reduce' });
    const { page } = opened;
    await page.locator('.row').first().waitFor();
    await watchShifts(page);
    let time = serverNow;
    const change = (step: number): void => {
      // Long enough for another row of the table beside the chart.
      time += 600_000;
      server.change(countsOf(step, time), { now: time });
    };
    for (const [index, width] of [360, 1280, 360, 1280].entries()) {
      await page.setViewportSize({ width, height: 900 });
      if (index === 2) await page.getByRole('link', { name: everyState[0]!.batchId }).click();
      change(0);
      await shown(page, totals[0]!);
      await page.evaluate('shifts.length = 0');
      for (const [step, total] of totals.entries()) {
        change(step);
        await shown(page, total);
      }
      expect(await page.evaluate('shifts')).toEqual([]);
    }
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });

  it('shifts nothing while the seconds of an outage pass', async () => {
    const problem = { code: 'network', message: 'There was no response.' } as const;
    const pause = { kind: 'outage', since: serverNow, until: serverNow + 80_000, problem } as const;
    await using server = await serveBoard(boardOf([running, boardBatch('b')], { pause }));
    await using opened = await openBoard(browser, server.url, {
      viewport: { width: 360, height: 900 },
    });
    const { page } = opened;
    await page.getByText('Next attempt in').waitFor();
    await watchShifts(page);
    for (const second of [1, 38, 41, 60, 70, 79]) {
      server.change([], { now: serverNow + second * 1_000 });
      await page.getByText(`Next attempt in ${inWords(80 - second)}`, { exact: true }).waitFor();
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
    expect(await page.evaluate('shifts')).toEqual([]);
  });

  const ids = [
    ...['<img src=x onerror=alert(1)>', 'a/b', '😀', '%2e%2e', 'a b', '?q=1#x', '"\'&amp;'],
    ...['x'.repeat(10_000), '\u202Eevil', 'ünïcode'],
  ];
  it('shows any id as text, and its deep link leads to it', async () => {
    await using server = await serveBoard(boardOf(ids.map((id) => boardBatch(id))), '/a/b/');
    await using opened = await openBoard(browser, server.url);
    const { page, faults } = opened;
    await page.locator('.row').first().waitFor();
    expect((await rowIds(page)).toSorted()).toEqual(ids.toSorted());
    expect(await page.locator('img').count()).toBe(0);
    for (const id of ids) {
      await page.goto(`${server.url}batches/${encodeURIComponent(id)}`);
      await page.locator('.status').waitFor();
      expect(await page.locator('h1').textContent()).toBe(id);
      await page.getByRole('link', { name: 'All batches' }).click();
      await page.waitForURL(server.url);
    }
    expect(faults).toEqual([]);
  });

  it('asks for the permission to notify only on a click, and notifies while the viewer is away', async () => {
    await using server = await serveBoard(boardOf([boardBatch('b')]));
    await using opened = await openBoard(browser, 'about:blank');
    const { page, context } = opened;
    await context.grantPermissions(['notifications'], { origin: new URL(server.url).origin });
    await page.addInitScript(`
      globalThis.asked = 0;
      globalThis.shown = [];
      Notification.requestPermission = async () => (asked += 1, 'granted');
      const Real = Notification;
      globalThis.Notification = class extends Real {
        constructor(title, options) { super(title, options); shown.push(options.body); }
      };
      document.hasFocus = () => !globalThis.away;
    `);
    await page.goto(server.url);
    await rowOf(page, 'b').waitFor();
    expect(await page.evaluate('asked')).toBe(0);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Notify me').check();
    await page.getByLabel('Notify me').and(page.locator(':checked')).waitFor();
    expect(await page.evaluate('asked')).toBe(1);

    await page.evaluate('globalThis.away = true');
    server.change([boardBatch('b', { phase: 'stalled' })]);
    await page.getByText('Stalled', { exact: true }).waitFor();
    expect(await page.evaluate('shown')).toEqual(['b has stalled.']);
    expect(await page.title()).toContain('b has stalled.');
    await page.evaluate("globalThis.away = false; dispatchEvent(new Event('focus'))");
    expect(await page.title()).not.toContain('b has stalled.');
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toContain('attention');
  });

  it('has a table if its chart cannot be loaded', async () => {
    await using server = await serveBoard(boardOf([running]));
    server.history = historyOf(running);
    await using opened = await openBoard(browser, server.url);
    const { page, context } = opened;
    await context.route('**/draw-throughput*', (route) => route.abort());
    await page.getByRole('link', { name: 'renewals' }).click();
    await page.getByText('The chart cannot be loaded now.').waitFor();
    // The chart can fail before the history is there.
    const rows = page.getByRole('table').first().getByRole('row');
    await rows.nth(5).waitFor();
    expect(await rows.count()).toBeGreaterThan(5);
  });
});
