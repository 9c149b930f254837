import {
  boardBatch,
  boardOf,
  serveBoard,
  serverNow,
  type BoardServer,
} from '@batch-status/dashboard/test-servers';
import type { Browser, CDPSession, Page } from 'playwright';

const total = 60_000;
/** Bytes that do not matter in a heap of megabytes. */
const tolerance = 10_000;

/** From one step to the next, nearly everything that a row shows changes in each batch. */
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

export interface BoardOptions {
  /** Of the page, if it is not the built one. */
  folder?: string;
  /** Of the window. */
  height?: number;
}

/** A page, and a server that changes all of its batches on demand. */
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

  static async open(
    browser: Browser,
    count: number,
    { folder, height = 900 }: BoardOptions = {},
  ): Promise<ChangingBoard> {
    const server = await serveBoard(boardOf(batchesAt(0, count)), '/', folder);
    const context = await browser.newContext({
      ...{ viewport: { width: 1280, height }, locale: 'en-US' },
    });
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

  /** Changes all batches, and resolves once the page has drawn them, or has only taken them in. */
  async change({ isDrawn = true } = {}): Promise<void> {
    this.#step += 1;
    const step = this.#step;
    const batches = batchesAt(step, this.#count);
    const [{ last }] = batches as [(typeof batches)[number]];
    const text = last.type === 'update' ? last.progress.done.toLocaleString('en-US') : '';
    const changed = this.#page.evaluate(untilChanged, { text, isDrawn });
    this.#server.change(batches, { now: serverNow + step * 1_000 });
    await changed;
  }

  /** Milliseconds of the main thread for one change of all batches. */
  async changeCost(): Promise<number> {
    const before = await this.#threadTime();
    await this.change();
    return (await this.#threadTime()) - before;
  }

  /** What each row shows. */
  texts(): Promise<string[]> {
    return this.#page
      .locator('.row')
      .evaluateAll((rows) =>
        rows.map((row) =>
          Array.from(row.querySelectorAll('[data-text]'), (part) => part.textContent).join(', '),
        ),
      );
  }

  /** Bytes of heap after garbage collections, once two of them leave the same. */
  async heap(): Promise<number> {
    let before = Infinity;
    for (;;) {
      // Until then, the browser holds what it has not drawn yet.
      await this.#page.evaluate(untilDrawn);
      await this.#session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
      if (Math.abs(before - usedSize) <= tolerance) return usedSize;
      before = usedSize;
    }
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

/** Runs in the page: resolves once the first row has the text, and perhaps has been drawn. */
function untilChanged({ text, isDrawn }: { text: string; isDrawn: boolean }): Promise<void> {
  return new Promise((resolve) => {
    const cell = document.querySelector('.cell-counts')!;
    const look = (): void => {
      if (!cell.textContent.includes(text)) return;
      changes.disconnect();
      if (isDrawn) requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      else resolve();
    };
    const changes = new MutationObserver(look);
    changes.observe(cell, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** Runs in the page. */
const untilDrawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
