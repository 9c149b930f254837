import type { UpdateMessage } from '@batch-status/node';
import type { BoardBatch } from '../../wire/board.ts';

/** Times are in milliseconds. */
export type TimeLeft = NonNullable<UpdateMessage['progress']['timeLeft']>;

/**
 * The time until the expected end; nothing without a forecast, and once that time has passed. A batch
 * without news is likely to go on for as long as it had none.
 */
export function timeLeftOf(
  { last, state, computedAt }: BoardBatch,
  now: number,
): TimeLeft | undefined {
  if (last.type === 'pending' || state !== 'followed') return undefined;
  const { timeLeft } = last.progress;
  const passed = Math.max(0, now - (computedAt ?? last.receivedAt));
  if (!timeLeft || last.phase === 'complete' || timeLeft.high <= passed) return undefined;
  return {
    likely: Math.min(timeLeft.high - passed, Math.max(timeLeft.likely - passed, passed)),
    low: Math.max(0, timeLeft.low - passed),
    high: timeLeft.high - passed,
    confidence: timeLeft.confidence,
  };
}
