import type { Browser } from 'playwright';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { startCommand } from './start-command.ts';

const rounds = 9;

/** How long someone waits who starts the dashboard. */
export async function benchFirstBar(browser: Browser): Promise<Table> {
  return {
    name: 'dashboard-start',
    title: 'From the start of the command to the first bar',
    note: `Milliseconds of wall-clock time, ${rounds} times each, in a browser that runs already and has nothing in its cache. The ratio is to the reference server, until its first response.`,
    unit: milliseconds,
    figures: await takeTurns(
      {
        '@batch-status/reference-server': untilResponse,
        '@batch-status/dashboard': () => untilBar(browser),
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

async function untilBar(browser: Browser): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    const startedAt = performance.now();
    await using dashboard = await startCommand(
      'apps/dashboard/dist/bin.js',
      ...['--simulate', '--port', '0'],
    );
    await page.goto(dashboard.url, { waitUntil: 'commit' });
    await page.locator('.batch-bar > :not([hidden])').first().waitFor();
    return performance.now() - startedAt;
  } finally {
    await context.close();
  }
}
