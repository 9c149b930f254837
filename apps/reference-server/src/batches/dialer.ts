import type { BatchStore, Log } from '@batch-status/server';
import type { Transition } from '@batch-status/simulation';
import type { Clock } from '@batch-status/time';

export interface DialerSurroundings {
  store: Pick<BatchStore, 'transition'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** Resolves in a turn of the event loop in which no other dialer works. */
  turn: () => Promise<void>;
  log: Log;
}

/** How many transitions are recorded at once: a few milliseconds of work. */
const sliceSize = 500;
/** How many slices one reader waits for. */
const slicesPerReader = 20;
/** How many transitions are skipped at once: a few milliseconds of work. */
const passSize = 5000;
/** The shortest sleep, in milliseconds. Without it, a busy batch would keep the process busy. */
const leastPause = 50;
/** Milliseconds from a failure to record until the next try. */
const pauseAfterFailure = 5000;

/**
 * Dials the calls of one batch: records its transitions in the store as time passes. Transitions
 * from a time when no process ran are recorded later, with the times at which they happened.
 */
export class Dialer {
  readonly #batchId: string;
  readonly #transitions: Iterator<Transition>;
  readonly #surroundings: DialerSurroundings;
  /** How many transitions that the store has are still to be skipped. */
  #toPass: number;
  /** Due and not known to be recorded. After a failure they are recorded again, which is harmless. */
  #due: Transition[] = [];
  #next: Transition | undefined;
  #recording: Promise<void> | undefined;

  /** @param recorded How many of the transitions the store has. */
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

  /** When the batch changes next: `-Infinity` if that is not known yet, `Infinity` if it never does. */
  get nextAt(): number {
    if (this.#toPass > 0) return -Infinity;
    return (this.#due[0] ?? this.#next)?.at ?? Infinity;
  }

  /** Whether a transition is due and not recorded. */
  get isBehind(): boolean {
    return this.nextAt <= this.#surroundings.clock.now();
  }

  /** Records what is due, up to a limit, so that a reader does not wait for long. */
  recordDue(): Promise<void> {
    this.#recording ??= this.#record().finally(() => {
      this.#recording = undefined;
    });
    return this.#recording;
  }

  /** Resolves when nothing is being recorded. */
  async settle(): Promise<void> {
    await this.#recording;
  }

  /** Records each transition when it is due, until none is left. Rejects when the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#surroundings;
    let leastWait = 0;
    while (this.nextAt < Infinity) {
      await clock.sleep(Math.max(leastWait, this.nextAt - clock.now()), signal);
      leastWait = leastPause;
      try {
        await this.recordDue();
      } catch (error) {
        log('Changes of a batch could not be recorded. The server tries again.', error);
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
