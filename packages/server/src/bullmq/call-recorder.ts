import type { EndedCall, Transition } from '@batch-status/batch-row';
import type { Clock } from '@batch-status/time';
import type { Log } from '../log.ts';
import type { BatchStore, TransitionOutcome } from '../store/batch-store.ts';
import { UnknownBatchError } from '../store/errors.ts';
import type { TrackedCall } from './tracked-call.ts';
import { untilRecorded } from './until-recorded.ts';

/** One delivery of a job. */
export interface Delivery {
  /** How often BullMQ has finished the job before, plus one. A delivery after a stall does not count. */
  attempt: number;
  /** How often BullMQ has delivered the job. */
  delivery: number;
  /** The key of the job. */
  runner: string;
}

/** How often a worker may die between the record of a failure and BullMQ, during one attempt. */
const mostDeaths = 10;

type End = Pick<EndedCall, 'duration' | 'failure' | 'again'>;

/** Records what one delivery does to a call. */
export class CallRecorder {
  readonly #store: Pick<BatchStore, 'transition'>;
  readonly #call: TrackedCall;
  readonly #delivery: Delivery;
  readonly #clock: Clock;
  readonly #log: Log;
  /** The attempt of the call. It is after that of the job if BullMQ did not learn of a failure. */
  #attempt: number;

  constructor(
    store: Pick<BatchStore, 'transition'>,
    call: TrackedCall,
    delivery: Delivery,
    { clock, log }: { clock: Clock; log: Log },
  ) {
    this.#store = store;
    this.#call = call;
    this.#delivery = delivery;
    this.#clock = clock;
    this.#log = log;
    this.#attempt = delivery.attempt;
  }

  /**
   * Records the dial.
   *
   * @returns Whether the call may be dialed.
   */
  async dial(): Promise<boolean> {
    const [first] = await this.#record(this.#dialAt(this.#attempt));
    const outcome = first === 'passed' ? await this.#dialLater() : first;
    return outcome === 'applied' || outcome === 'current';
  }

  /** Records the end. If another delivery recorded a failure before, this one counts as the next attempt. */
  async end(end: End): Promise<void> {
    const outcome = await this.#recordEnd(end);
    if (outcome !== 'passed' || end.again === true) return;
    if ((await this.#dialLater()) === 'applied') await this.#recordEnd(end);
  }

  /** Records that the call waits again, without an end. */
  async giveBack(): Promise<void> {
    const { call } = this.#call;
    const { delivery } = this.#delivery;
    await this.#record({ kind: 'return', ...this.#now(), call, attempt: this.#attempt, delivery });
  }

  /**
   * Dials a call that waits for a later attempt than that of the job: its failure was recorded, and
   * the worker died before BullMQ learned of it. This delivery is all that the call will ever have.
   */
  async #dialLater(): Promise<TransitionOutcome> {
    const attempts = Array.from({ length: mostDeaths }, (_, index) => this.#attempt + 1 + index);
    const outcomes = await this.#record(...attempts.map((attempt) => this.#dialAt(attempt)));
    const dialed = outcomes.findIndex((outcome) => outcome !== 'passed');
    if (dialed === -1) return 'passed';
    this.#attempt = attempts[dialed]!;
    return outcomes[dialed]!;
  }

  async #recordEnd({ duration, failure, again }: End): Promise<TransitionOutcome> {
    const { call, phoneNumber } = this.#call;
    const end: Transition = {
      ...{ kind: 'end', ...this.#now(), call, attempt: this.#attempt },
      ...{ duration, failure, again, phoneNumber },
    };
    try {
      return (await this.#record(end))[0]!;
    } catch (error) {
      // The store has lost the dial, for example in a power failure.
      if (!(error instanceof RangeError) || error instanceof UnknownBatchError) throw error;
      return (await this.#record(this.#dialAt(this.#attempt), end))[1]!;
    }
  }

  #dialAt(attempt: number): Transition {
    const { delivery, runner } = this.#delivery;
    return {
      ...{ kind: 'dial', ...this.#now(), call: this.#call.call, attempt, delivery, runner },
      // A job that BullMQ has finished runs again only if someone wants that.
      redial: attempt === this.#delivery.attempt,
    };
  }

  #now(): { at: number } {
    return { at: this.#clock.now() };
  }

  #record(...transitions: Transition[]): Promise<TransitionOutcome[]> {
    const record = (): Promise<TransitionOutcome[]> =>
      this.#store.transition(this.#call.batchId, transitions);
    return untilRecorded(record, this.#clock, this.#log);
  }
}
