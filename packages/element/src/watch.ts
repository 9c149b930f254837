import { defineElement } from './element/define-element.ts';
import type { BatchElement } from './element/batch-element.ts';
import { followProxy } from './watch/follow-proxy.ts';

/**
 * The element `<batch-watch>`, which importing this module defines. It polls a batch by itself, through
 * a proxy that has the key:
 *
 * ```html
 * <batch-watch batch-id="batch_7891011121314" src="/api"></batch-watch>
 * ```
 *
 * - `src` is the base URL of the proxy, such as `createProxyHandler` of `@batch-status/fetch/proxy` or
 *   `createProxyListener` of `@batch-status/node/proxy` makes it.
 * - `batch-id` names the batch.
 *
 * It polls as `watch` of the clients does, until the batch is complete. It sends nothing while the page
 * is hidden, and after it was removed.
 *
 * @example
 * ```ts
 * import '@batch-status/element/watch';
 *
 * export function show(batchId: string): void {
 *   const element = document.createElement('batch-watch');
 *   element.setAttribute('src', '/api');
 *   element.setAttribute('batch-id', batchId);
 *   document.body.append(element);
 * }
 * ```
 */
export const BatchWatch: new () => BatchElement = defineElement('batch-watch', followProxy);

export type { BatchElement } from './element/batch-element.ts';
export type { BatchReport, BatchUpdate } from './element/report.ts';

declare global {
  interface HTMLElementTagNameMap {
    'batch-watch': BatchElement;
  }
}
