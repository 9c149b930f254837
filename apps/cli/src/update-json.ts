import type { Update } from '@batch-status/fetch';
import { maskBatch } from './mask.ts';

/** An update as one line of JSON, phone numbers masked. */
export function updateJson(batchId: string, { batch, problem, ...rest }: Update): string {
  return JSON.stringify({
    batchId,
    ...rest,
    ...(problem ? { problem: { code: problem.code, message: problem.message } } : {}),
    batch: maskBatch(batch),
  });
}
