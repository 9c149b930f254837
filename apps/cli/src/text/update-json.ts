import type { ErrorCode, WatchUpdate } from '@batch-status/node';
import { printableJson } from './printable-json.ts';

type TimeLeft = NonNullable<WatchUpdate['progress']['timeLeft']>;

/** An update as one line of JSON that matches `watch.schema.json`. Times are whole milliseconds. */
export function updateJson(
  batchId: string,
  update: WatchUpdate,
  message: string | undefined = update.problem?.message,
): string {
  const { batch, receivedAt, phase, progress, nextCheckAt, askedToWaitUntil, problem } = update;
  const { fraction, done, unaccounted, throughput, timeLeft } = progress;
  return printableJson({
    type: 'update',
    batchId,
    receivedAt: Math.round(receivedAt),
    phase,
    nextCheckAt: nextCheckAt === undefined ? undefined : Math.round(nextCheckAt),
    askedToWaitUntil: askedToWaitUntil === undefined ? undefined : Math.round(askedToWaitUntil),
    problem: problem && { code: problem.code, message },
    progress: {
      ...{ fraction, done, unaccounted, throughput },
      timeLeft: timeLeft && wholeMilliseconds(timeLeft),
    },
    batch,
  });
}

/** The error that ended a watch early, as one line of JSON. */
export const failureJson = (
  batchId: string,
  { code, message }: { code: ErrorCode; message: string },
): string => printableJson({ type: 'error', batchId, code, message });

const wholeMilliseconds = ({ likely, low, high, confidence }: TimeLeft): TimeLeft => ({
  likely: Math.round(likely),
  low: Math.round(low),
  high: Math.round(high),
  confidence,
});
