import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { chromium } from 'playwright';
import { chromiumPath } from '../process/chromium-path.ts';
import type { Table } from '../reports/table.ts';
import { kilobytes, milliseconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { candidatePages, writeCandidatePages } from './candidate-pages.ts';
import { CompressedFiles } from './compressed-files.ts';
import { untilShown, type Connection } from './until-shown.ts';

const rounds = 9;
/** Each takes seconds. */
const slowRounds = 5;

/** A phone with little reception. */
const slow: Connection = { latency: 150, bytesPerSecond: 200_000 };

/** The weight of pages that show the contract, and the time until they show a property. */
export async function benchReference(): Promise<Table[]> {
  const executablePath = chromiumPath();
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-reference-'));
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
  try {
    await writeCandidatePages(folder);
    const files = new CompressedFiles(folder);
    await using host = await listenOnLoopback(files.server);
    const open = (path: string, within: string, connection?: Connection): Promise<number> =>
      untilShown(browser, `${host.url}/${path}`, within, connection);
    const weights: number[] = [];
    for (const { path, within } of candidatePages) {
      files.sent = 0;
      await open(path, within);
      weights.push(files.sent);
    }
    const timed = (count: number, connection?: Connection) =>
      takeTurns(
        Object.fromEntries(
          candidatePages.map(({ name, path, within }) => [
            name,
            () => open(path, within, connection),
          ]),
        ),
        count,
      );
    const peers =
      'Each page shows the same contract, in Chromium, from a server on this machine. A page that shows one operation at a time is opened at that operation. The ratio is to the first.';
    return [
      {
        name: 'reference-weight',
        title: 'Weight of a reference',
        note: `Kilobytes, gzipped, that a page requests until it shows the text of a property. ${peers}`,
        unit: kilobytes,
        figures: figuresOf(
          candidatePages.map(({ name }) => name),
          [weights],
        ),
      },
      {
        name: 'reference-time',
        title: 'Until a reference shows the text of a property',
        note: `Milliseconds from the navigation, ${rounds} times each. ${peers}`,
        unit: milliseconds,
        figures: await timed(rounds),
      },
      {
        name: 'reference-slow',
        title: 'The same over a slow connection',
        note: `Milliseconds, ${slowRounds} times each, with ${slow.latency} ms of latency and ${slow.bytesPerSecond / 1000} kB per second. ${peers}`,
        unit: milliseconds,
        figures: await timed(slowRounds, slow),
      },
    ];
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
