import type { BatchShape } from '../batches/batch-shape.ts';
import type { Clock } from '@batch-status/time';
import { rateLimiter } from './rate-limit.ts';
import type { WellKnownBatchId } from './well-known-batches.ts';
import { forbidden, serverError, tooManyRequests } from './refusals.ts';

/** What a client finds at one of the well-known batch ids. */
export interface Situation {
  /** How the batch differs from the default one. */
  shape?: BatchShape;
  /** Runs before each response. If it throws, the error is the response. */
  before?: () => void | Promise<void>;
  /** Whether the batch is not found, although it exists. */
  isHidden?: boolean;
  /** Replaces the batch's own `status`. */
  status?: string;
}

export interface SituationSurroundings {
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** How many times shorter the pauses are. */
  speed: number;
  /** Aborted when the server closes. It ends pauses at once. */
  closing: AbortSignal;
}

/** The situations that a client can meet, by batch id. */
export function situations(surroundings: SituationSurroundings): Map<string, Situation> {
  const byId: Record<WellKnownBatchId, Situation> = {
    steady: { shape: { calls: 150, concurrency: 20, meanCallDuration: 30 } },
    // Created an hour ago. Its dialer died 15 seconds later.
    stalled: { shape: { calls: 150, concurrency: 20, age: 3_600_000, haltAfter: 15_000 } },
    cancelled: { shape: { ...cancelledNow, calls: 150, concurrency: 20 } },
    'not-yet-started': { shape: { startDelay: 86_400_000 } },
    finishing: { shape: { ...allAtOnce, age: 8000, completionDelay: 600_000 } },
    complete: { shape: { ...allAtOnce, age: 60_000 } },
    empty: { shape: { calls: 0 } },
    huge: { shape: { calls: 1_000_000, concurrency: 1000 } },
    'all-calls-fail': { shape: { failureRate: 1 } },
    redialling: { shape: { failureRate: 0.3, redialRate: 1 } },
    'unknown-status': { status: 'awaiting_carrier' },
    failing: { before: fail },
    flaky: { before: failNowAndThen() },
    slow: { before: pause(3000, surroundings) },
    'rate-limited': { before: limit(10_000, surroundings) },
    forbidden: { before: forbid },
    'another-workspaces': { isHidden: true },
  };
  return new Map(Object.entries(byId));
}

/** Cancelled at its first request. Active calls go on for a minute or two. */
const cancelledNow: BatchShape = { meanCallDuration: 60, age: 70_000, cancelAfter: 70_000 };

/** Every call ends within 7 seconds. */
const allAtOnce: BatchShape = { calls: 150, concurrency: 150, callDurationSpread: 0 };

function fail(): void {
  throw serverError();
}

function failNowAndThen(): () => void {
  let requests = 0;
  return () => {
    requests += 1;
    if (requests % 3 === 0) fail();
  };
}

function pause(ms: number, { clock, speed, closing }: SituationSurroundings) {
  return async (): Promise<void> => {
    try {
      await clock.sleep(ms / speed, closing);
    } catch (error) {
      if (!closing.aborted) throw error;
    }
  };
}

function limit(period: number, { clock, speed }: SituationSurroundings): () => void {
  const take = rateLimiter({ requests: 1, period: period / speed });
  return () => {
    const wait = take(clock.now());
    if (wait > 0) throw tooManyRequests(wait);
  };
}

function forbid(): void {
  throw forbidden();
}
