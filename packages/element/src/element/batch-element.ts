import type { BatchReport } from './report.ts';

/**
 * `<batch-progress>` or `<batch-watch>`. Both dispatch events that bubble and whose `detail` is the
 * report: `batch-update` for each update, `batch-complete` once the batch is complete, and `batch-error`
 * when there will be no more reports.
 */
export interface BatchElement extends HTMLElement {
  /**
   * What is shown. Set it if you follow the batch yourself, to each report of `watch` or of a monitor;
   * `undefined` empties the element. Whatever it is, nothing is thrown.
   */
  update: BatchReport | null | undefined;
}

declare global {
  interface HTMLElementEventMap {
    'batch-update': CustomEvent<BatchReport>;
    'batch-complete': CustomEvent<BatchReport>;
    'batch-error': CustomEvent<BatchReport>;
  }
}
