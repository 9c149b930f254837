import type { Browser } from 'playwright';
import type { Table } from '../reports/table.ts';
import { kilobytes } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { countingProxy } from './counting-proxy.ts';
import { startCommand } from './start-command.ts';

/** What a browser loads for the page. */
export async function benchPageWeight(browser: Browser): Promise<Table> {
  await using dashboard = await startCommand(
    'apps/dashboard/dist/bin.js',
    ...['--simulate', '--port', '0', 'demo'],
  );
  await using proxy = await countingProxy(dashboard.url);
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded = (): number => [...proxy.files.values()].reduce((sum, bytes) => sum + bytes, 0);
  const names = ['overview', 'with the chart'];
  const sizes: number[] = [];
  await page.goto(proxy.url);
  await page.getByText('Live', { exact: true }).waitFor();
  sizes.push(loaded());
  await page.getByRole('link', { name: 'demo' }).click();
  await page.locator('.uplot').waitFor();
  sizes.push(loaded());
  await context.close();
  return {
    name: 'dashboard-weight',
    title: 'Weight of the page of the dashboard',
    note: `Kilobytes, gzipped, that a browser loads from the dashboard, with the worker and the styles: ${proxy.files.size} files. The chart is loaded when a batch is opened.`,
    unit: kilobytes,
    figures: figuresOf(names, [sizes]),
  };
}
