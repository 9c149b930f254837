import type { CompleteScenario, FailureReason } from './scenario.ts';

/** How a call that is dialed will end. */
export interface CallOutcome {
  /** In milliseconds, at least 1. */
  duration: number;
  /** Why it fails, or `null` if it completes. */
  failure: string | null;
}

/**
 * Draws how a call will end.
 *
 * @param way The share of the batch that was dialed before the call, from 0 to 1.
 */
export function drawOutcome(
  scenario: CompleteScenario,
  random: () => number,
  way: number,
): CallOutcome {
  const fails = random() < scenario.failureRate;
  const length = drawDuration(scenario, random) * scenario.callDurationDrift ** way;
  if (!fails) return { duration: wholeMilliseconds(length), failure: null };
  // A call that fails ends while it rings, or soon after.
  const cut = 0.1 + 0.4 * random();
  return {
    duration: wholeMilliseconds(length * cut),
    failure: drawReason(scenario.failureReasons, random),
  };
}

/** A log-normal duration in seconds with the mean `meanCallDuration`. */
function drawDuration(scenario: CompleteScenario, random: () => number): number {
  const { meanCallDuration, callDurationSpread: spread } = scenario;
  // Box–Muller. 1 − random() is never 0, so its logarithm is finite.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return meanCallDuration * Math.exp(spread * normal - spread ** 2 / 2);
}

function drawReason(reasons: readonly FailureReason[], random: () => number): string {
  let left = random() * reasons.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = reasons.find(({ weight }) => (left -= weight) < 0);
  return (chosen ?? reasons.findLast(({ weight }) => weight > 0)!).reason;
}

function wholeMilliseconds(seconds: number): number {
  return Math.max(1, Math.round(seconds * 1000));
}
