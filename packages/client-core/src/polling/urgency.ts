import type { Knowledge } from '../forecast/learn.ts';

/** How often a batch should be requested, compared with others. Times are in milliseconds. */
export interface Urgency {
  /** The interval before the end is likely. Only its ratio to other intervals matters. */
  pause: number;
  /** From when on the end is likely. */
  likelyAfter: number;
  /** The interval from then on. */
  likelyPause: number;
}

const shortestTime = 1_000;
/** Before this share of the time that the remaining calls take at the observed rate, no end is likely. */
const soonestShare = 0.25;
/** How uncertain the forecast end is, as a share of the time left. */
const uncertainty = 0.5;
/** Until it is cancelled, a batch lasts this multiple of its age. */
const untilCancelled = 5;
/** While no call is active, nothing happens for this multiple of the time since the last change. */
const untilDialed = 2;
/** A straggler lasts this multiple of the time since the last change. */
const untilStragglerEnds = 0.05;
/** After its last call, a batch completes within seconds. */
const untilComplete = 2_000;

/**
 * If a batch ends at a constant rate, and requests are to see all ends with the least mean delay, the
 * interval between its requests is proportional to the square root of its mean time left. Of that time,
 * the counts tell how long the remaining calls take at least. Otherwise, a batch lasts in proportion to
 * its past. The intervals of batches that may end at any time differ little, so that an end that no
 * count announces is not seen much later than by polling in turn.
 */
export function urgencyOf(known: Knowledge): Urgency {
  const { batch, phase, progress, age, unchangedFor, callTime, ended } = known;
  const { waiting, active, averageCallDuration } = batch;
  const meanCall = ended > 0 ? callTime / ended : 1000 * (averageCallDuration ?? 0);
  const rest = progress.throughput
    ? (1000 * (waiting + active)) / progress.throughput
    : (meanCall * waiting) / Math.max(1, active);
  const timeLeft = phase === 'finishing' ? untilComplete : Math.max(rest, meanCall);
  const lasting = (active > 0 ? untilStragglerEnds : untilDialed) * unchangedFor;
  const likely = Math.max(shortestTime, uncertainty * timeLeft, lasting);
  return {
    pause: Math.sqrt(Math.max(likely, untilCancelled * age)),
    likelyAfter: soonestShare * rest,
    likelyPause: Math.sqrt(likely),
  };
}
