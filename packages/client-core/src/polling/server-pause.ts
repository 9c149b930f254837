import type { BatchStatusError } from '../errors/errors.ts';

/** All requests of a monitor are paused, because the server refuses or fails. */
export interface MonitorPause {
  /**
   * `refused`: the server refused several batches in a row, with 429 or `Retry-After`. `outage`:
   * requests for several batches failed in a row.
   */
  kind: 'refused' | 'outage';
  /** When it began, in milliseconds since the epoch. */
  since: number;
  /**
   * When requests are sent again, in milliseconds since the epoch: at most `maxRetryAfter` after the
   * last refusal. Until then, a single request checks now and then whether the server still refuses.
   */
  until: number;
  /** The error of the last failed request. */
  problem: BatchStatusError;
}

/** A failed request. Times are steady, in milliseconds. */
export interface FailedRequest {
  batchId: string;
  problem: BatchStatusError;
  sentAt: number;
  /** How long the server asked this batch to wait, or 0. */
  retryAfter: number;
  /** Whether the request before it succeeded. */
  isFirst: boolean;
}

/** So many batches in a row must fail before the server is the cause. */
const batchesInARow = 3;
const shortestBackoff = 250;
/** Short enough to see the end of an outage soon. */
const longestBackoff = 4_000;
/** The first check whether a pause still holds. The next ones follow in twice the time. */
const firstProbe = 5_000;
/** Refusals of two batches within this time concern the plan, even if others succeed in between. */
const sameCause = 30_000;

/** A batch whose requests fail. */
export interface Failing {
  /** Until when the server asked it to wait. */
  until: number;
  refused: boolean;
}

/** What is known about refusals and outages, for another process. Times are steady, in milliseconds. */
export interface ServerPauseState {
  failing: (Failing & { batchId: string })[];
  backoffUntil: number;
  rounds: number;
  lastRoundAt: number;
  probeAt: number;
  probeGap: number;
  since: number;
  problem: BatchStatusError | undefined;
  lastRefused: { batchId: string; at: number } | undefined;
}

/**
 * Distinguishes a failure that concerns one batch from one that concerns all. A batch that fails waits
 * by itself. If several batches fail in a row, the server is the cause, and all wait. The success of
 * any batch, or the removal of those that failed, ends the pause. Times are steady, in milliseconds.
 */
export class ServerPause {
  /** The batches that failed since the last success. */
  readonly #failing = new Map<string, Failing>();
  /** Until when at least two of them have to wait. */
  #sharedUntil = -Infinity;
  #backoffUntil = -Infinity;
  #rounds = 0;
  #lastRoundAt = -Infinity;
  #probeAt = 0;
  #probeGap = firstProbe;
  #since = 0;
  #problem: BatchStatusError | undefined;
  #lastRefused: { batchId: string; at: number } | undefined;

  /** @param state What another process knows. */
  constructor(state?: ServerPauseState) {
    if (!state) return;
    for (const { batchId, until, refused } of state.failing) {
      this.#failing.set(batchId, { until, refused });
    }
    this.#backoffUntil = state.backoffUntil;
    this.#rounds = state.rounds;
    this.#lastRoundAt = state.lastRoundAt;
    this.#probeAt = state.probeAt;
    this.#probeGap = state.probeGap;
    this.#since = state.since;
    this.#problem = state.problem;
    this.#lastRefused = state.lastRefused;
    this.#share();
  }

  get state(): ServerPauseState {
    return {
      failing: Array.from(this.#failing, ([batchId, each]) => ({ batchId, ...each })),
      backoffUntil: this.#backoffUntil,
      rounds: this.#rounds,
      lastRoundAt: this.#lastRoundAt,
      probeAt: this.#probeAt,
      probeGap: this.#probeGap,
      since: this.#since,
      problem: this.#problem,
      lastRefused: this.#lastRefused,
    };
  }

  /** @param size The number of batches that the monitor follows. */
  isActive(size: number): boolean {
    return this.#failing.size >= Math.max(2, Math.min(batchesInARow, size));
  }

  /** When the pause ends by itself: a time that may have passed. */
  until(size: number): number {
    return this.isActive(size) ? Math.max(this.#sharedUntil, this.#backoffUntil) : -Infinity;
  }

  /** When the next request may be sent. */
  opensAt(size: number): number {
    return Math.min(this.until(size), this.#probeAt);
  }

  /** The present pause, if there is one. */
  at(now: number, size: number): MonitorPause | undefined {
    const until = this.until(size);
    if (until <= now || !this.#problem) return undefined;
    const refused = [...this.#failing.values()].some((each) => each.refused);
    const kind = refused ? 'refused' : 'outage';
    return { kind, since: this.#since, until, problem: this.#problem };
  }

  /** A request was sent. During a pause, it checks whether the pause still holds. */
  sent(now: number, size: number): void {
    if (this.until(size) <= now) return;
    this.#probeGap *= 2;
    this.#probeAt = now + this.#probeGap;
  }

  /**
   * A request failed in a way that may concern other batches too.
   *
   * @returns Whether the plan refuses requests, so that the rate must fall.
   */
  failed(request: FailedRequest, now: number, random: number, size: number): boolean {
    const { batchId, problem, retryAfter, isFirst } = request;
    const wasActive = this.isActive(size);
    const isLimit = problem.code === 'rate_limited';
    this.#failing.set(batchId, { until: now + retryAfter, refused: isLimit || retryAfter > 0 });
    this.#problem = problem;
    this.#share();
    if (this.isActive(size)) this.#backOff(request, now, random, wasActive);
    if (!isLimit) return false;
    const last = this.#lastRefused;
    if (isFirst) this.#lastRefused = { batchId, at: now };
    const isOther = last !== undefined && last.batchId !== batchId && now - last.at < sameCause;
    return this.isActive(size) || (isFirst && isOther);
  }

  #backOff({ sentAt }: FailedRequest, now: number, random: number, wasActive: boolean): void {
    if (!wasActive) {
      this.#since = now;
      this.#probeGap = firstProbe;
      this.#probeAt = now + firstProbe;
      this.#rounds = 0;
    }
    // Concurrent requests fail together: count them once.
    if (sentAt >= this.#lastRoundAt) {
      this.#lastRoundAt = now;
      this.#rounds += 1;
    }
    const longest = Math.min(longestBackoff, shortestBackoff * 2 ** this.#rounds);
    this.#backoffUntil = now + longest * (0.5 + 0.5 * random);
  }

  /** @returns The ids of the batches that waited because of an outage that is over. */
  succeeded(size: number): string[] {
    if (this.#failing.size === 0) return [];
    const failed = this.isActive(size)
      ? [...this.#failing].flatMap(([batchId, { refused }]) => (refused ? [] : [batchId]))
      : [];
    this.#failing.clear();
    this.#problem = undefined;
    this.#sharedUntil = -Infinity;
    this.#backoffUntil = -Infinity;
    return failed;
  }

  removed(batchId: string): void {
    if (this.#failing.delete(batchId)) this.#share();
  }

  /** The longest wait may concern its batch alone, so the second longest counts. */
  #share(): void {
    let longest = -Infinity;
    this.#sharedUntil = -Infinity;
    for (const { until } of this.#failing.values()) {
      this.#sharedUntil = Math.max(this.#sharedUntil, Math.min(longest, until));
      longest = Math.max(longest, until);
    }
  }
}
