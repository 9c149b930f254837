import TinyQueue from 'tinyqueue';
import { Macrotasks } from './macrotasks.ts';
import { createRandom, type Clock } from '@batch-status/time';

/** How a {@link VirtualClock} begins. */
export interface VirtualClockOptions {
  /** The initial time, in milliseconds since the epoch. Default 1703097600000. */
  now?: number | undefined;
  /** The seed of `random`, an integer. Default 1. */
  seed?: number | undefined;
}

/** How far {@link VirtualClock.run} may go. */
export interface RunOptions {
  /** How much virtual time may pass, in milliseconds. Default 8,640,000,000 (100 days). */
  within?: number | undefined;
}

/** What {@link VirtualClock.jump} simulates. */
export interface JumpOptions {
  /**
   * What happens to sleeps. `paused` (the default): each sleep continues for the time that remained,
   * like timers that stand still while a machine is suspended. `late`: sleeps that would have ended
   * during the jump end at once, like timers of a hidden tab or a stopped process.
   */
  sleepers?: 'paused' | 'late' | undefined;
}

interface Sleeper {
  /** In the units of `#elapsed`. */
  wakesAt: number;
  /** Of two sleeps that end at the same time, the one that began first ends first. */
  order: number;
  wake: () => void;
  awake: boolean;
}

const byTime = (one: Sleeper, other: Sleeper): number =>
  one.wakesAt - other.wakesAt || one.order - other.order;

/** How many turns of the event loop a promise gets to settle if there is no sleep. */
const patience = 1000;

/**
 * A clock on which days pass in milliseconds. Its time stands still until `run` or `advance` drives
 * it. Then it moves from the end of one sleep to the end of the next, each time after everything
 * that can run without waiting has run. It does not wait for real input or output, such as sockets.
 *
 * @example
 * ```ts
 * import { VirtualClock } from '@batch-status/simulation';
 *
 * const clock = new VirtualClock({ now: 0 });
 * await clock.run(clock.sleep(86_400_000));
 * clock.now(); // 86400000
 * ```
 */
export class VirtualClock implements Clock {
  readonly #sleepers = new TinyQueue<Sleeper>([], byTime);
  readonly #random: () => number;
  #sleeping = 0;
  #order = 0;
  /** The time when nothing had elapsed. A jump moves it. */
  #origin: number;
  #elapsed = 0;
  #driven = false;

  constructor({ now = 1_703_097_600_000, seed = 1 }: VirtualClockOptions = {}) {
    this.#origin = now;
    this.#random = createRandom(seed);
  }

  /** The time in milliseconds since the epoch. */
  now(): number {
    return this.#origin + this.#elapsed;
  }

  /** A number of at least 0 and below 1. The same seed gives the same sequence. */
  random(): number {
    return this.#random();
  }

  /** The number of sleeps that have not ended. */
  get sleeping(): number {
    return this.#sleeping;
  }

  /**
   * Sleeps for a virtual time in milliseconds, rounded up to a whole number as timers do. With
   * `Infinity`, it sleeps until the signal aborts.
   *
   * @throws the signal's reason, at once, when the signal aborts.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (Number.isNaN(ms))
        throw new RangeError('A sleep must be a number of milliseconds; got NaN.');
      signal?.throwIfAborted();
      const rise = (): boolean => {
        if (sleeper.awake) return false;
        sleeper.awake = true;
        this.#sleeping -= 1;
        signal?.removeEventListener('abort', abort);
        return true;
      };
      const sleeper: Sleeper = {
        wakesAt: this.#elapsed + Math.max(0, Math.ceil(ms)),
        order: this.#order++,
        awake: false,
        wake: () => {
          if (rise()) resolve();
        },
      };
      const abort = (): void => {
        if (rise()) reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort);
      this.#sleeping += 1;
      this.#sleepers.push(sleeper);
    });
  }

  /**
   * Drives time until a promise settles, and settles like that promise.
   *
   * @throws Error if the promise cannot settle because there is no sleep, if it is pending after
   * `within`, or if the clock is already being driven.
   */
  run<T>(promise: PromiseLike<T>, { within = 8_640_000_000 }: RunOptions = {}): Promise<T> {
    return this.#drive(async (turns) => {
      const end = this.#elapsed + within;
      let settled = false;
      const settle = (): void => {
        settled = true;
      };
      promise.then(settle, settle);
      let idle = 0;
      for (;;) {
        await turns.next();
        if (settled) return promise;
        const next = this.#nextWake();
        if (next > end) {
          if (next < Infinity) throw new Error(overdue(within));
          idle += 1;
          if (idle === patience) throw new Error(unreachable(this.#sleeping));
        } else {
          idle = 0;
          this.#wakeFirst();
        }
      }
    });
  }

  /** Lets virtual time pass, in milliseconds, and ends the sleeps that are due in it. */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(
        `The time to advance must be a number of milliseconds of at least 0; got ${ms}.`,
      );
    }
    return this.#drive(async (turns) => {
      const end = this.#elapsed + ms;
      await turns.next();
      while (this.#nextWake() <= end) {
        this.#wakeFirst();
        await turns.next();
      }
      // A jump during these turns can have gone further.
      this.#elapsed = Math.max(this.#elapsed, end);
    });
  }

  /**
   * Moves the time at once, by milliseconds, as a program sees it when the machine wakes from
   * suspension. Nothing runs during the jump. Drive the clock to run what follows.
   */
  jump(ms: number, { sleepers = 'paused' }: JumpOptions = {}): void {
    if (!Number.isFinite(ms) || (sleepers === 'late' && ms < 0)) {
      throw new RangeError(
        `A jump must be a finite number of milliseconds, and at least 0 if sleeps end late; got ${ms}.`,
      );
    }
    if (sleepers === 'late') this.#elapsed += ms;
    else this.#origin += ms;
  }

  async #drive<T>(drive: (turns: Macrotasks) => Promise<T>): Promise<T> {
    if (this.#driven) {
      throw new Error(
        'This clock is already being driven; await the earlier run or advance first.',
      );
    }
    this.#driven = true;
    const turns = new Macrotasks();
    try {
      return await drive(turns);
    } finally {
      this.#driven = false;
      turns.close();
    }
  }

  /** When the next sleep ends, in the units of `#elapsed`. */
  #nextWake(): number {
    for (;;) {
      const next = this.#sleepers.peek();
      if (next === undefined) return Infinity;
      if (!next.awake) return next.wakesAt;
      this.#sleepers.pop();
    }
  }

  #wakeFirst(): void {
    const { wakesAt, wake } = this.#sleepers.pop()!;
    this.#elapsed = Math.max(this.#elapsed, wakesAt);
    wake();
  }
}

function overdue(within: number): string {
  return `The promise is still pending after ${within} ms of virtual time; allow more with \`within\`, or find out what it waits for.`;
}

function unreachable(sleeping: number): string {
  const state = sleeping === 0 ? 'there is no sleep' : 'no sleep ever ends';
  return `The promise is still pending, and ${state} on this clock, so it cannot settle as time passes. It may wait for real input or output, or for nothing.`;
}
