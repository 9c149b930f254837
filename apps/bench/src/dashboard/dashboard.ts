import { chromium, type Browser } from 'playwright';
import { chromiumPath } from '../process/chromium-path.ts';
import { buildPackages } from '../package-command.ts';
import type { Table } from '../reports/table.ts';
import { benchElementSize } from './element-size.ts';
import { benchFirstBar } from './first-bar.ts';
import { benchPageChanges } from './page-changes.ts';
import { benchPageHeap } from './page-heap.ts';
import { benchPageWeight } from './page-weight.ts';
import { benchStreams } from './streams.ts';
import { benchUpstreamRequests } from './upstream-requests.ts';

/** The dashboard: its server, its page in Chromium, and the element. */
export async function benchDashboard(): Promise<Table[]> {
  const executablePath = chromiumPath();
  await buildPackages('@batch-status/dashboard', '@batch-status/reference-server');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
  try {
    return [...(await untimed(browser)), ...(await timed(browser))];
  } finally {
    await browser.close();
  }
}

/** What other work on the machine does not change, so it is measured at the same time. */
const untimed = async (browser: Browser): Promise<Table[]> =>
  Promise.all([
    benchUpstreamRequests(),
    benchPageHeap(browser),
    // The element is bundled from its tarball after the builds of others have ended.
    benchPageWeight(browser).then(async (weight) => [weight, await benchElementSize()]),
  ]).then((tables) => tables.flat());

const timed = async (browser: Browser): Promise<Table[]> => [
  ...(await benchStreams()),
  ...(await benchPageChanges(browser)),
  await benchFirstBar(browser),
];
