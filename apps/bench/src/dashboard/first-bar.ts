import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import type { Browser } from 'playwright';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { startCommand } from './start-command.ts';

const rounds = 9;

/** How long someone waits who starts the dashboard. */
export async function benchFirstBar(browser: Browser): Promise<Table> {
  await using other = await listenOnLoopback(
    createServer((_, response) => response.end('Another page.')),
  );
  return {
    name: 'dashboard-start',
    title: 'From the start of the command to the first bar',
    note: `Milliseconds of wall-clock time, ${rounds} times each, in a browser that shows another page of this machine and has nothing in its cache. The ratio is to the reference server, until its first response.`,
    unit: milliseconds,
    figures: await takeTurns(
      {
        '@batch-status/reference-server': untilResponse,
        '@batch-status/dashboard': () => untilBar(browser, other.url),
      },
      rounds,
    ),
  };
}

async function untilResponse(): Promise<number> {
  const startedAt = performance.now();
  await using server = await startCommand(
    'apps/reference-server/dist/bin.js',
    ...['--port', '0', '--batch', 'demo'],
  );
  const response = await fetch(statusUrl(server.url, 'demo'), { headers: credentials });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`The server responded with ${response.status}.`);
  return performance.now() - startedAt;
}

async function untilBar(browser: Browser, before: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    // Another page of this machine, so that the start of a process of the browser does not count.
    await page.goto(before);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await page.addInitScript(watchForBar);
    const startedAt = performance.timeOrigin + performance.now();
    await using dashboard = await startCommand(
      'apps/dashboard/dist/bin.js',
      ...['--simulate', '--port', '0'],
    );
    await page.goto(dashboard.url, { waitUntil: 'commit' });
    const shown = await page.waitForFunction(
      () => (globalThis as { barShownAt?: number }).barShownAt,
    );
    return (await shown.jsonValue())! - startedAt;
  } finally {
    await context.close();
  }
}

/** Runs in the page: looks for a bar in every frame. Its time is that of the same machine. */
function watchForBar(): void {
  const look = (): void => {
    const segment = document.querySelector('.batch-bar > :not([hidden])');
    if (!segment?.getClientRects().length) requestAnimationFrame(look);
    else {
      const shownAt = performance.timeOrigin + performance.now();
      (globalThis as { barShownAt?: number }).barShownAt = shownAt;
    }
  };
  requestAnimationFrame(look);
}
