import type { Update } from '@batch-status/fetch';
import { maskBatch } from './mask.ts';

type TimeLeft = NonNullable<Update['progress']['timeLeft']>;

/** An update as one line of JSON: phone numbers masked, times in whole milliseconds. */
export function updateJson(
  batchId: string,
  { batch, problem, progress, nextCheckAt, ...rest }: Update,
): string {
  const { timeLeft } = progress;
  return JSON.stringify({
    batchId,
    ...rest,
    ...(nextCheckAt === undefined ? {} : { nextCheckAt: Math.round(nextCheckAt) }),
    progress: { ...progress, ...(timeLeft ? { timeLeft: wholeMilliseconds(timeLeft) } : {}) },
    ...(problem ? { problem: { code: problem.code, message: problem.message } } : {}),
    batch: maskBatch(batch),
  });
}

const wholeMilliseconds = ({ low, high, confidence }: TimeLeft): TimeLeft => ({
  low: Math.round(low),
  high: Math.round(high),
  confidence,
});
