import type { Transition } from '@batch-status/simulation';
import type { BatchStore } from '../store/batch-store.ts';
import type { Clock } from '@batch-status/time';
import type { Log } from '../log.ts';

export interface DialerSurroundings {
  store: BatchStore;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** Resolves in a turn of the event loop that no other work has. */
  turn: () => Promise<void>;
  log: Log;
}

/** Transitions recorded at once: some milliseconds of work. */
const sliceSize = 500;
/** Slices that one reader waits for. */
const slicesPerReader = 20;
/** Transitions passed over at once: some milliseconds of work. */
const passSize = 5000;
/** Milliseconds from one look at the clock to the next, so that a busy batch does not spin. */
const leastPause = 50;
/** Milliseconds until what could not be recorded is tried again. */
const pauseAfterFailure = 5000;

/**
 * Dials the calls of one batch: records in the store what happens to it, as time passes. What
 * happened while no process ran is recorded later, with the times at which it happened.
 */
export class Dialer {
  readonly #batchId: string;
  readonly #transitions: Iterator<Transition>;
  readonly #surroundings: DialerSurroundings;
  /** How many more transitions the store already has. */
  #toPass: number;
  /** Due and not yet recorded: kept until they are, since recording them twice does no harm. */
  #due: Transition[] = [];
  #next: Transition | undefined;
  #recording: Promise<void> | undefined;

  /** @param recorded How many of the transitions the store already has. */
  constructor(
    batchId: string,
    transitions: Iterator<Transition>,
    recorded: number,
    surroundings: DialerSurroundings,
  ) {
    this.#batchId = batchId;
    this.#transitions = transitions;
    this.#toPass = recorded;
    this.#surroundings = surroundings;
    if (recorded === 0) this.#advance();
  }

  /** When the batch changes next: `-Infinity` while that is not known, `Infinity` if never again. */
  get nextAt(): number {
    if (this.#toPass > 0) return -Infinity;
    return (this.#due[0] ?? this.#next)?.at ?? Infinity;
  }

  /** Whether something has happened that is not recorded. */
  get isBehind(): boolean {
    return this.nextAt <= this.#surroundings.clock.now();
  }

  /** Records what is due, up to a bound that keeps whoever waits for it from waiting long. */
  recordDue(): Promise<void> {
    this.#recording ??= this.#record().finally(() => {
      this.#recording = undefined;
    });
    return this.#recording;
  }

  /** Resolves once nothing is being recorded. */
  async settle(): Promise<void> {
    await this.#recording;
  }

  /** Records everything in its time, until nothing is left. Rejects when the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#surroundings;
    let leastWait = 0;
    while (this.nextAt < Infinity) {
      await clock.sleep(Math.max(leastWait, this.nextAt - clock.now()), signal);
      leastWait = leastPause;
      try {
        await this.recordDue();
      } catch (error) {
        log('What happened to a batch could not be recorded; it is tried again.', error);
        leastWait = pauseAfterFailure;
      }
    }
  }

  async #record(): Promise<void> {
    const { store, clock, turn } = this.#surroundings;
    while (this.#toPass > 0) {
      this.#pass();
      await turn();
    }
    const now = clock.now();
    for (let slice = 0; slice < slicesPerReader && this.nextAt <= now; slice++) {
      if (slice > 0) await turn();
      while (this.#due.length < sliceSize && this.#next !== undefined && this.#next.at <= now) {
        this.#due.push(this.#next);
        this.#advance();
      }
      await store.transition(this.#batchId, this.#due);
      this.#due = [];
    }
  }

  #pass(): void {
    const count = Math.min(passSize, this.#toPass);
    for (let passed = 0; passed < count; passed++) this.#transitions.next();
    this.#toPass -= count;
    if (this.#toPass === 0) this.#advance();
  }

  #advance(): void {
    const { done, value } = this.#transitions.next();
    this.#next = done ? undefined : value;
  }
}
