import TinyQueue from 'tinyqueue';
import { Macrotasks } from './macrotasks.ts';
import { createRandom, type Clock } from '@batch-status/time';

export interface VirtualClockOptions {
  /** The time at first, in milliseconds since the epoch. Default 1703097600000. */
  now?: number;
  /** Decides what `random` gives; an integer. Default 1. */
  seed?: number;
}

export interface RunOptions {
  /** How much virtual time may pass, in milliseconds. Default 8,640,000,000, which is 100 days. */
  within?: number;
}

export interface JumpOptions {
  /**
   * What becomes of those who sleep. `paused` (the default): they sleep on for what remained, as
   * timers do that stand still while a machine is suspended. `late`: those who were to wake
   * meanwhile wake now, as timers do in a tab that was hidden or a process that was stopped.
   */
  sleepers?: 'paused' | 'late';
}

interface Sleeper {
  /** Counted like `#elapsed`. */
  wakesAt: number;
  /** Whoever lay down first wakes first. */
  order: number;
  wake: () => void;
  awake: boolean;
}

const byTime = (one: Sleeper, other: Sleeper): number =>
  one.wakesAt - other.wakesAt || one.order - other.order;

/** Turns of the event loop that a promise is given to settle while nobody sleeps. */
const patience = 1000;

/**
 * A clock on which days pass in milliseconds. Its time stands still until `run` or `advance`
 * drives it, and then moves from sleeper to sleeper, each time after everything that can run
 * without waiting has run. What waits for real input or output does not count as such: a clock
 * like this one does not wait for sockets.
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
  /** What `now` was when nothing had elapsed; moves when the clock jumps. */
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

  /** A number from 0 up to 1; the same row for the same seed. */
  random(): number {
    return this.#random();
  }

  /** How many sleep at present. */
  get sleeping(): number {
    return this.#sleeping;
  }

  /**
   * Sleeps for a virtual time, in milliseconds, rounded up to a whole one as timers do. `Infinity`
   * sleeps until it is aborted. Rejects with the signal's reason, at once, when it is aborted.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (Number.isNaN(ms)) throw new RangeError('The sleep is NaN; give milliseconds.');
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
   * Drives time until a promise settles, and settles as it does.
   *
   * @throws Error if the promise can never settle because nobody sleeps, if `within` has passed, or
   * if the clock is being driven already.
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

  /** Lets an amount of virtual time pass, in milliseconds, with all that happens in it. */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(`Time cannot advance by ${ms}; give milliseconds of at least 0.`);
    }
    return this.#drive(async (turns) => {
      const end = this.#elapsed + ms;
      await turns.next();
      while (this.#nextWake() <= end) {
        this.#wakeFirst();
        await turns.next();
      }
      // A jump in the meantime may have gone further.
      this.#elapsed = Math.max(this.#elapsed, end);
    });
  }

  /**
   * Moves the time at once, by milliseconds, as it moves for a program when the machine wakes from
   * its sleep. Nothing runs meanwhile; drive the clock to see what follows.
   */
  jump(ms: number, { sleepers = 'paused' }: JumpOptions = {}): void {
    if (!Number.isFinite(ms) || (sleepers === 'late' && ms < 0)) {
      throw new RangeError(`The clock cannot jump by ${ms}; give milliseconds.`);
    }
    if (sleepers === 'late') this.#elapsed += ms;
    else this.#origin += ms;
  }

  async #drive<T>(drive: (turns: Macrotasks) => Promise<T>): Promise<T> {
    if (this.#driven) {
      throw new Error(
        'This clock is being driven already; await the earlier run or advance first.',
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

  /** When the next sleeper wakes, counted like `#elapsed`. */
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
  return `The promise is still pending after ${within} ms of virtual time; allow more by \`within\`, or find what keeps it waiting.`;
}

function unreachable(sleeping: number): string {
  const who = sleeping === 0 ? 'nobody sleeps' : 'all who sleep sleep without end';
  return `The promise is still pending, and ${who} on this clock, so time cannot bring it to settle; it may wait for real input or output, or for nothing.`;
}
