import { defineElement } from './element/define-element.ts';
import type { BatchElement } from './element/batch-element.ts';
import { followStream } from './stream/stream.ts';

/**
 * The element `<batch-progress>`, which importing this module defines. It draws what its property
 * `update` is set to, or what a stream of events reports:
 *
 * ```html
 * <batch-progress batch-id="batch_7891011121314" src="/batches/events"></batch-progress>
 * ```
 *
 * - `src` is the URL of the stream. Each of its events is a report as JSON, as `updateMessage` of the
 *   clients makes it, and the first one follows at once. All elements of a page with the same `src`
 *   share a connection.
 * - `batch-id` names the batch. Reports of other batches are ignored.
 *
 * The stream is closed when the batch is complete, while the page is hidden, and when the element is
 * removed.
 *
 * @example
 * ```ts
 * import type { BatchElement } from '@batch-status/element';
 * import { createBatchStatusClient, watch } from '@batch-status/fetch';
 *
 * export async function show(element: BatchElement): Promise<void> {
 *   const client = createBatchStatusClient({ baseUrl: '/api' });
 *   for await (const update of watch(client, 'batch_7891011121314')) element.update = update;
 * }
 * ```
 */
export const BatchProgress: new () => BatchElement = defineElement('batch-progress', followStream);

export type { BatchElement } from './element/batch-element.ts';
export type { BatchReport, BatchUpdate } from './element/report.ts';

declare global {
  interface HTMLElementTagNameMap {
    'batch-progress': BatchElement;
  }
}
