import {
  apply,
  IllegalTransition,
  newBatch,
  type BatchRow,
  type CallRow,
} from '@batch-status/batch-row';
import { createRandom } from '@batch-status/time';
import TinyQueue from 'tinyqueue';
import { drawOutcome, type CallOutcome } from './call-outcome.ts';
import type { CompleteScenario } from './scenario.ts';
import type { NumberedTransition } from './simulated-transition.ts';

type Plan =
  | { kind: 'end'; call: number; outcome: CallOutcome }
  | { kind: 'requeue'; call: number }
  | { kind: 'ready'; call: number }
  | { kind: 'dial' }
  | { kind: 'add'; calls: number }
  | { kind: 'cancel' }
  | { kind: 'complete' };

interface PlannedAt {
  at: number;
  /** Of two plans for the same time, the one that was made first comes first. */
  order: number;
  plan: Plan;
}

const byTime = (one: PlannedAt, other: PlannedAt): number =>
  one.at - other.at || one.order - other.order;

/** A change of a batch, and the batch after it. */
export interface Happening {
  transition: NumberedTransition;
  batch: BatchRow;
}

/**
 * Runs a batch from its creation to its end, and yields its changes in the order of their times. It
 * goes no further than it is asked to, so a batch of millions of calls costs nothing in advance.
 */
export function runBatch(seed: number, scenario: CompleteScenario): Generator<Happening, void> {
  return new BatchRun(seed, scenario).run();
}

class BatchRun {
  readonly #scenario: CompleteScenario;
  readonly #random: () => number;
  readonly #plans = new TinyQueue<PlannedAt>([], byTime);
  #order = 0;
  /** How often each call that is dialed again has failed. */
  readonly #failures = new Map<number, number>();

  #now: number;
  #batch: BatchRow;
  /** Failed calls that will count as waiting again. */
  #toRequeue = 0;
  /** Additions that are still to come. */
  #toAdd: number;

  /** The first call that was never dialed. Such calls are dialed before those that failed. */
  #nextCall = 0;
  #lastCall: number;
  readonly #readyAgain: number[] = [];
  #nextReadyAgain = 0;

  #nextDialAt: number;
  #dialPlanned = true;
  #nextPause = 0;
  #ending = false;

  constructor(seed: number, scenario: CompleteScenario) {
    this.#scenario = scenario;
    this.#random = createRandom(seed);
    this.#now = scenario.createdAt;
    this.#batch = newBatch(scenario.calls, 'explicit');
    this.#toAdd = scenario.additions.length;
    this.#lastCall = scenario.calls;
    this.#nextDialAt = scenario.createdAt + scenario.startDelay;
  }

  *run(): Generator<Happening, void> {
    const { cancelAt, createdAt, additions } = this.#scenario;
    for (const { after, calls } of additions) {
      this.#plan(createdAt + after, { kind: 'add', calls });
    }
    if (cancelAt !== undefined) {
      this.#plan(Math.max(cancelAt, createdAt), { kind: 'cancel' });
    }
    this.#plan(this.#nextDialAt, { kind: 'dial' });
    for (;;) {
      const { at, plan } = this.#plans.pop()!;
      this.#now = at;
      if (plan.kind === 'complete') break;
      const transition = this.#carryOut(plan);
      if (transition !== undefined) yield this.#happen(transition);
      yield* this.#dialWaiting();
      this.#endWhenNothingIsLeft();
    }
    yield this.#happen({ kind: 'complete', at: this.#now });
  }

  #happen(transition: NumberedTransition): Happening {
    const call = 'call' in transition ? callBefore(transition) : undefined;
    const outcome = apply(this.#batch, transition, call);
    if (outcome instanceof IllegalTransition) throw new Error(outcome.reason);
    if (typeof outcome !== 'string') this.#batch = outcome.batch;
    return { transition, batch: this.#batch };
  }

  get #cancelled(): boolean {
    return this.#batch.cancelledTime !== null;
  }

  #plan(at: number, plan: Plan): void {
    this.#plans.push({ at, order: this.#order++, plan });
  }

  #carryOut(plan: Exclude<Plan, { kind: 'complete' }>): NumberedTransition | undefined {
    switch (plan.kind) {
      case 'end':
        return this.#end(plan.call, plan.outcome);
      case 'requeue':
        return this.#cancelled ? undefined : this.#requeue(plan.call);
      case 'ready':
        if (!this.#cancelled) this.#readyAgain.push(plan.call);
        return undefined;
      case 'dial':
        this.#dialPlanned = false;
        return undefined;
      case 'add':
        return this.#cancelled ? undefined : this.#add(plan.calls);
      case 'cancel':
        return this.#cancel();
      default:
        return plan satisfies never;
    }
  }

  *#dialWaiting(): Generator<Happening, void> {
    while (this.#batch.active < this.#scenario.concurrency && this.#hasReadyCall()) {
      this.#nextDialAt = this.#afterPauses(Math.max(this.#nextDialAt, this.#now));
      if (this.#now < this.#nextDialAt) {
        this.#planDial();
        return;
      }
      yield this.#happen(this.#dial(this.#takeReadyCall()));
    }
  }

  /** The first time, from `t` on, at which dialing is not paused. `t` never decreases between calls. */
  #afterPauses(t: number): number {
    const { pauses, createdAt } = this.#scenario;
    let dialAt = t;
    for (;;) {
      const pause = pauses[this.#nextPause];
      if (!pause || createdAt + pause.after > dialAt) return dialAt;
      dialAt = Math.max(dialAt, createdAt + pause.after + pause.duration);
      this.#nextPause += 1;
    }
  }

  #planDial(): void {
    if (this.#dialPlanned) return;
    this.#dialPlanned = true;
    this.#plan(this.#nextDialAt, { kind: 'dial' });
  }

  #hasReadyCall(): boolean {
    return this.#nextCall < this.#lastCall || this.#nextReadyAgain < this.#readyAgain.length;
  }

  #takeReadyCall(): number {
    if (this.#nextCall < this.#lastCall) return this.#nextCall++;
    return this.#readyAgain[this.#nextReadyAgain++]!;
  }

  #dial(call: number): NumberedTransition {
    const outcome = this.#outcomeOf(call);
    this.#plan(this.#now + outcome.duration, { kind: 'end', call, outcome });
    this.#nextDialAt = this.#now + this.#scenario.dialGap;
    return { kind: 'dial', at: this.#now, call, attempt: this.#failuresOf(call) + 1 };
  }

  #outcomeOf(call: number): CallOutcome {
    const { calls, lastCallDuration } = this.#scenario;
    const outcome = drawOutcome(this.#scenario, this.#random, call / this.#batch.total);
    const isLast = call === calls - 1 && !this.#failures.has(call);
    if (!isLast || lastCallDuration === undefined) return outcome;
    return { duration: lastCallDuration, failure: null };
  }

  #end(call: number, { duration, failure }: CallOutcome): NumberedTransition {
    const attempt = this.#failuresOf(call) + 1;
    if (failure !== null) this.#planRedial(call, attempt);
    return { kind: 'end', at: this.#now, call, attempt, duration, failure };
  }

  #planRedial(call: number, attempt: number): void {
    const { redialRate, redialDelay, requeueDelay, maxAttempts } = this.#scenario;
    if (this.#cancelled || redialRate === 0) return;
    if (attempt >= maxAttempts || this.#random() >= redialRate) return;
    this.#failures.set(call, attempt);
    this.#toRequeue += 1;
    this.#plan(this.#now + requeueDelay, { kind: 'requeue', call });
    this.#plan(this.#now + redialDelay, { kind: 'ready', call });
  }

  #requeue(call: number): NumberedTransition {
    this.#toRequeue -= 1;
    return { kind: 'requeue', at: this.#now, call, attempt: this.#failuresOf(call) };
  }

  #add(calls: number): NumberedTransition {
    this.#toAdd -= 1;
    this.#lastCall += calls;
    return { kind: 'add', at: this.#now, addition: this.#batch.additions, calls };
  }

  #cancel(): NumberedTransition {
    this.#toRequeue = 0;
    this.#toAdd = 0;
    this.#lastCall = this.#nextCall;
    this.#nextReadyAgain = this.#readyAgain.length;
    return { kind: 'cancel', at: this.#now };
  }

  #endWhenNothingIsLeft(): void {
    if (this.#ending || this.#callsToCome() > 0) return;
    this.#ending = true;
    this.#plan(this.#now + this.#scenario.completionDelay, { kind: 'complete' });
  }

  #callsToCome(): number {
    return this.#batch.waiting + this.#batch.active + this.#toRequeue + this.#toAdd;
  }

  #failuresOf(call: number): number {
    return this.#failures.get(call) ?? 0;
  }
}

/** The call just before a transition; `undefined` if the transition dials it for the first time. */
function callBefore({
  kind,
  attempt,
}: Extract<NumberedTransition, { call: number }>): CallRow | undefined {
  switch (kind) {
    case 'dial':
      return attempt === 1 ? undefined : { attempt: attempt - 1, delivery: 1, state: 'waiting' };
    case 'end':
      return { attempt, delivery: 1, state: 'active' };
    case 'requeue':
      return { attempt, delivery: 1, state: 'failed' };
    default:
      return kind satisfies never;
  }
}
