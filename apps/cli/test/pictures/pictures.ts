import { SimulatedService } from '../simulated-service.ts';
import { emulator } from '../terminal-emulator.ts';
import { screenRows, type Row } from './screen-rows.ts';
import { drawSvg } from './svg.ts';

const columns = 100;
const shown = { columns, rows: 24 };

/** The command in a terminal, and what that shows. */
class Screen {
  readonly #emulator = emulator(shown.columns, shown.rows);
  readonly #service: SimulatedService;
  readonly #interrupt = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(service: SimulatedService) {
    this.#service = service;
  }

  async watch(...batchIds: string[]): Promise<void> {
    const { terminal } = this.#emulator;
    const { signal } = this.#interrupt;
    const args = ['watch', ...batchIds];
    ({ running: this.#running } = await this.#service.start(args, { terminal, signal }));
  }

  /** What the terminal shows after some milliseconds. */
  async after(ms: number): Promise<Row[]> {
    await this.#service.clock.advance(ms);
    return this.#rows();
  }

  async atTheEnd(): Promise<Row[]> {
    await this.#service.clock.run(this.#running);
    return this.#rows();
  }

  async interrupt(): Promise<void> {
    this.#interrupt.abort();
    await this.#running;
  }

  async #rows(): Promise<Row[]> {
    // Until then, the emulator has not drawn all of it.
    await this.#emulator.text();
    return screenRows(this.#emulator.emulated);
  }
}

async function watchOne(): Promise<string> {
  const batch = { calls: 150, concurrency: 20, failureRate: 0.07, meanCallDuration: 30 };
  const screen = new Screen(new SimulatedService().add('demo', batch));
  await screen.watch('demo');
  return drawSvg(
    'batch-status watch draws a bar of completed, failed, active, and waiting calls, and prints a summary at the end',
    columns,
    [
      { kind: 'typed', text: 'batch-status watch demo' },
      { kind: 'rows', rows: await screen.after(180_500) },
      { kind: 'comment', text: '… and at the end, in the place of that line:' },
      { kind: 'rows', rows: await screen.atTheEnd() },
    ],
  );
}

async function watchSeveral(): Promise<string> {
  const service = new SimulatedService()
    .add('morning', { calls: 80, concurrency: 20, meanCallDuration: 6 })
    .add('noon', { calls: 300, concurrency: 20, failureRate: 0.1, meanCallDuration: 6 })
    .add('evening', { calls: 200, concurrency: 10, startDelay: 3_600_000 })
    .answer('no-such-batch', () => ({ status: 404, body: { error: 'Batch not found' } }));
  const batchIds = ['morning', 'noon', 'evening', 'no-such-batch'];
  const screen = new Screen(service);
  await screen.watch(...batchIds);
  const rows = await screen.after(60_000);
  await screen.interrupt();
  return drawSvg(
    'batch-status watch shows a line for each of four batches: one is complete, one has a bar, one waits, and one does not exist',
    columns,
    [
      { kind: 'typed', text: `batch-status watch ${batchIds.join(' ')}` },
      { kind: 'rows', rows },
    ],
  );
}

/** The pictures of the command, by their names in `docs`. */
export const pictures: Record<string, () => Promise<string>> = {
  'watch.svg': watchOne,
  'watch-several.svg': watchSeveral,
};
