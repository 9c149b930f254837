import type { Observation } from './observation.ts';
import type { Phase } from './phase.ts';
import type { Progress } from './progress.ts';

/** What the responses so far say about a batch. Times are in milliseconds. */
export interface Forecast extends Observation {
  phase: Phase;
  progress: Progress;
  /** The least time that the remaining calls can take at the observed rate. */
  soonest: number;
  /** How long the batch has been going on, by the client's or the server's clock. */
  age: number;
  /** How long the batch has not changed. */
  unchangedFor: number;
  /** How long calls were seen active without one ending. */
  quietFor: number;
  /** How long earlier drains lasted in total until calls were dialed after all. */
  falseDrains: number;
  /** The time since calls were last dialed after a drain or ended after a stall, or else the watched time. */
  resumedFor: number;
}

/** The inputs of the plan for the next request. Times are in milliseconds. */
export interface Outlook {
  /** The oldest that data may get; `Infinity` if only the end matters. */
  maxStaleness: number;
  /** How long calls may be active without one ending. Default `Infinity`. */
  stallAfter?: number;
  /** How long the server asked to wait, in its last response. */
  retryAfter: number | undefined;
  /** How many requests failed since the last response. */
  failures: number;
  /** The latest forecast, or `undefined` before the first response. */
  forecast: Forecast | undefined;
  /** A random number from 0 up to, but not including, 1. */
  random: number;
}

/** A delay of two seconds is acceptable. Subtract a round trip. */
const shortestDelay = 1_900;
/** A waiting call cannot be dialed and end in less time than this. */
const shortestCall = 5_000;
/** The usual exponential backoff ends here. Nothing unpredictable is seen later than with it. */
const blindDelay = 123_000;
/** What has not changed for this share of the batch's age is unlikely to change soon. */
const quietShare = 0.35;
/** The end of a younger batch would be seen far too late if pauses grew to two minutes at once. */
const shortBatch = 600_000;
/** Backoff sees every end of an older batch in time, so a few more requests are worth it. */
const longBatch = 25_200_000;
/** However far away the end seems, the batch may be cancelled, but seldom while no call is active. */
const longestDelay = 1_320_000;
const longestBackoff = 60_000;
const jitter = 0.05;

/**
 * How long to wait before the next request, in milliseconds. A monitor that cannot poll all batches
 * in time first polls the one that has waited the greatest multiple of this time.
 */
export function planNextCheck(outlook: Outlook): number {
  const { maxStaleness, failures, retryAfter = 0, forecast, random } = outlook;
  // Jitter, so that watches that were refused together or began together spread out.
  const asked = retryAfter * (1 + jitter * random);
  if (failures > 0) {
    const backoff = Math.min(longestBackoff, 1_000 * 2 ** (failures - 1)) / 2;
    return Math.max(backoff, retryAfter) + random * Math.max(backoff, jitter * retryAfter);
  }
  const earlier = 1 - jitter * random;
  const planned = Math.min(untilEnd(forecast), untilStall(outlook));
  return Math.min(maxStaleness * earlier, Math.max(planned * earlier, asked));
}

/** A stall is noticed in time: the next check is due when it would be one. */
function untilStall({ forecast, stallAfter = Infinity }: Outlook): number {
  if (!forecast?.batch.active) return Infinity;
  return Math.max(shortestDelay, stallAfter - forecast.quietFor);
}

/**
 * Once the end is possible at any moment, requests are 1 % of the batch's age apart, which bounds how
 * late the end is seen. Before that, each request comes after a share of the time to the soonest
 * possible end, so a few requests suffice for a batch of any length.
 */
function untilEnd(forecast: Forecast | undefined): number {
  if (!forecast) return shortestDelay;
  const { batch, phase, soonest, age, resumedFor, falseDrains } = forecast;
  const allowed = Math.max(shortestDelay, age / 101);
  // If calls were dialed after earlier drains, others may be dialed after this one.
  const unchangedFor = Math.max(forecast.unchangedFor, batch.waiting ? 0 : falseDrains);
  const quiet = unchangedFor / (age || 1);
  const slowly = (age / 12) * quiet ** 2;
  const steeply = Math.min((age / 101) * (quiet / quietShare) ** 8, (age - shortBatch) / 6);
  const share = age > longBatch ? 2 / 5 : 2 / 3;
  const delays = [
    allowed,
    // One minute of data supports a forecast of one more minute, not of an hour.
    Math.min(allowed + soonest * share, Math.max(allowed, resumedFor)),
    Math.min(Math.max(slowly, steeply), Math.max(blindDelay, allowed), age),
  ];
  if (batch.waiting > 0) delays.push(shortestCall);
  // The start cannot be forecast. Once it is seen, there is time for a forecast of the end.
  if (phase === 'queued') delays.push(Math.min(age / 4, blindDelay), age / 15);
  const longest = Math.max(longestDelay, age / (batch.active ? 20 : 10));
  return Math.min(Math.max(...delays), longest);
}
