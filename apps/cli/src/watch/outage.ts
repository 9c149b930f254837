import type { BatchStatusError, MonitorReport } from '@batch-status/node';

/**
 * How long no request for any batch has succeeded. While a server fails, a monitor asks only for some
 * batches now and then, so the others do not fail themselves.
 */
export class Outage {
  readonly #most: number;
  #since = Infinity;
  /** The last problem, if the last request failed. */
  problem: BatchStatusError | undefined;

  /** @param most How long it may last, in milliseconds. */
  constructor(most: number) {
    this.#most = most;
  }

  /** When it will have lasted too long. */
  get at(): number {
    return this.#since + this.#most;
  }

  note(report: MonitorReport, now: number): void {
    const problem = 'problem' in report ? report.problem : undefined;
    if (problem) {
      this.#since = Math.min(this.#since, now);
      this.problem = problem;
    } else if (report.type === 'update' || report.type === 'confirmation') {
      this.#since = Infinity;
      this.problem = undefined;
    }
  }
}
