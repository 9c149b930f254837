import type { BatchStatusSource } from './followed-batch.ts';
import { follow } from './follow.ts';
import { newsOf, type Update } from './update.ts';
import type { WatchOptions } from './watch-options.ts';

/**
 * Follows a batch to its end: yields whenever the batch, its phase or its problem changes, and
 * returns after the update whose phase is `complete`. Failures that may pass never end it: they
 * show as `problem`, and before the first answer as events of the type `retry`.
 *
 * @throws {ApiError} for 401, 403, any other refusal that asking again cannot mend, and for a 404
 *   later than 30 seconds after the start.
 * @throws {ProtocolError} for a redirect, a body over the cap, and for what is no batch status
 *   twice before there was one.
 * @throws {WatchError} as `maxWait`, `maxOutage` and `stallAfter` say.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, watch } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * for await (const { progress, phase } of watch(client, 'batch_7891011121314')) {
 *   console.log(phase, `${Math.round(progress.fraction * 100)} %`);
 * }
 * ```
 */
export async function* watch(
  client: BatchStatusSource,
  batchId: string,
  options: WatchOptions = {},
): AsyncGenerator<Update, void> {
  let before = '';
  for await (const update of follow(client, batchId, options)) {
    const news = newsOf(update);
    if (news !== before || options.everyCheck) yield update;
    before = news;
  }
}
