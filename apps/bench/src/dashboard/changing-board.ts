import type { Browser, CDPSession, Page } from 'playwright';
import { serveBoard, type BoardServer } from '../../../dashboard/test/page/board-server.ts';
import { boardBatch, boardOf, serverNow } from '../../../dashboard/test/page/boards.ts';

const total = 60_000;

/** Batches of which each differs from the step before in nearly all that a row shows. */
const batchesAt = (step: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    boardBatch(`batch-${String(index).padStart(3, '0')}`, {
      receivedAt: serverNow + step * 1_000 - 500,
      throughput: 0.2 + ((step + index) % 17) / 10,
      timeLeft: {
        // As in reality, the order of the ends hardly changes.
        likely: 900_000 + index * 60_000 - step * 100,
        low: 60_000 + ((step + index) % 9) * 60_000,
        high: 36_000_000 + ((step * 61 + index) % 600) * 60_000,
        confidence: 'low',
      },
      batch: {
        ...{ completed: 100 + step, failed: 5 + (step % 3), active: 10 + (step % 7), total },
        waiting: total - 200 - 2 * step,
      },
    }),
  );

/** A page whose batches all change when it is told to. */
export class ChangingBoard implements AsyncDisposable {
  readonly #server: BoardServer;
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #count: number;
  #step = 0;

  private constructor(server: BoardServer, page: Page, session: CDPSession, count: number) {
    this.#server = server;
    this.#page = page;
    this.#session = session;
    this.#count = count;
  }

  /** @param folder The page, if it is not the built one. */
  static async open(browser: Browser, count: number, folder?: string): Promise<ChangingBoard> {
    const server = await serveBoard(boardOf(batchesAt(0, count)), '/', folder);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(server.url);
    await page
      .locator('.row')
      .nth(count - 1)
      .waitFor({ state: 'attached' });
    const session = await context.newCDPSession(page);
    // The time of the thread, and not that of a clock.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new ChangingBoard(server, page, session, count);
  }

  /** Changes all batches, and resolves once the page has drawn them. */
  async change(): Promise<void> {
    this.#step += 1;
    const step = this.#step;
    const batches = batchesAt(step, this.#count);
    const [{ last }] = batches as [(typeof batches)[number]];
    const text = last.type === 'update' ? last.progress.done.toLocaleString('en') : '';
    const drawn = this.#page.evaluate(untilDrawn, text);
    this.#server.change(batches, { now: serverNow + step * 1_000 });
    await drawn;
  }

  /** Milliseconds of the main thread for one change of all batches. */
  async changeCost(): Promise<number> {
    const before = await this.#threadTime();
    await this.change();
    return (await this.#threadTime()) - before;
  }

  /** Bytes of heap after a garbage collection. */
  async heap(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize;
  }

  async #threadTime(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return 1_000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#page.context().close();
    await this.#server[Symbol.asyncDispose]();
  }
}

/** Runs in the page: resolves once the first row has the text, and has been drawn. */
function untilDrawn(text: string): Promise<void> {
  return new Promise((resolve) => {
    const cell = document.querySelector('.cell-counts')!;
    const look = (): void => {
      if (!cell.textContent.includes(text)) return;
      changes.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    };
    const changes = new MutationObserver(look);
    changes.observe(cell, { subtree: true, childList: true, characterData: true });
    look();
  });
}
