import TinyQueue from 'tinyqueue';
import type { BatchEvent } from './batch-event.ts';
import { drawOutcome, type CallOutcome } from './call-outcome.ts';
import { createRandom } from '@batch-status/time';
import type { CompleteScenario } from './scenario.ts';

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
  /** What was planned first comes first. */
  order: number;
  plan: Plan;
}

const byTime = (one: PlannedAt, other: PlannedAt): number =>
  one.at - other.at || one.order - other.order;

/**
 * Lets a batch happen from its creation to its end, and tells what happens, in the order of time.
 * It goes no further than is asked, so that a batch of millions costs nothing in advance.
 */
export function runBatch(seed: number, scenario: CompleteScenario): Generator<BatchEvent, void> {
  return new BatchRun(seed, scenario).run();
}

class BatchRun {
  readonly #scenario: CompleteScenario;
  readonly #random: () => number;
  readonly #plans = new TinyQueue<PlannedAt>([], byTime);
  #order = 0;
  /** How often calls have failed that are dialed again. */
  readonly #failures = new Map<number, number>();

  #now: number;
  #waiting: number;
  #active = 0;
  #cancelled = false;
  /** Failed calls that will count as waiting again. */
  #toRequeue = 0;
  #total: number;
  /** Additions that are still to join. */
  #toJoin: number;
  #joined = 0;

  /** The calls that were never dialed, from this one on, come before those dialed again. */
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
    this.#waiting = scenario.calls;
    this.#total = scenario.calls;
    this.#toJoin = scenario.additions.length;
    this.#lastCall = scenario.calls;
    this.#nextDialAt = scenario.createdAt + scenario.startDelay;
  }

  *run(): Generator<BatchEvent, void> {
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
      const event = this.#apply(plan);
      if (event !== undefined) yield event;
      yield* this.#dialWaiting();
      this.#endWhenNothingIsLeft();
    }
    yield { kind: 'complete', at: this.#now };
  }

  #plan(at: number, plan: Plan): void {
    this.#plans.push({ at, order: this.#order++, plan });
  }

  #apply(plan: Exclude<Plan, { kind: 'complete' }>): BatchEvent | undefined {
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

  *#dialWaiting(): Generator<BatchEvent, void> {
    while (this.#active < this.#scenario.concurrency && this.#hasReadyCall()) {
      this.#nextDialAt = this.#afterPauses(Math.max(this.#nextDialAt, this.#now));
      if (this.#now < this.#nextDialAt) {
        this.#planDial();
        return;
      }
      yield this.#dial(this.#takeReadyCall());
    }
  }

  /** The first time from `t` on at which dialing is not paused. Called with ascending times. */
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

  #dial(call: number): BatchEvent {
    const outcome = this.#outcomeOf(call);
    this.#plan(this.#now + outcome.duration, { kind: 'end', call, outcome });
    this.#nextDialAt = this.#now + this.#scenario.dialGap;
    this.#waiting -= 1;
    this.#active += 1;
    return { kind: 'dial', at: this.#now, call, attempt: this.#failuresOf(call) + 1 };
  }

  #outcomeOf(call: number): CallOutcome {
    const { calls, lastCallDuration } = this.#scenario;
    const outcome = drawOutcome(this.#scenario, this.#random, call / this.#total);
    const isLast = call === calls - 1 && !this.#failures.has(call);
    if (!isLast || lastCallDuration === undefined) return outcome;
    return { duration: lastCallDuration, failure: null };
  }

  #end(call: number, { duration, failure }: CallOutcome): BatchEvent {
    const attempt = this.#failuresOf(call) + 1;
    this.#active -= 1;
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

  #requeue(call: number): BatchEvent {
    this.#toRequeue -= 1;
    this.#waiting += 1;
    return { kind: 'requeue', at: this.#now, call, attempt: this.#failuresOf(call) };
  }

  #add(calls: number): BatchEvent {
    this.#toJoin -= 1;
    this.#total += calls;
    this.#waiting += calls;
    this.#lastCall += calls;
    return { kind: 'add', at: this.#now, addition: this.#joined++, calls };
  }

  #cancel(): BatchEvent {
    this.#cancelled = true;
    this.#waiting = 0;
    this.#toRequeue = 0;
    this.#toJoin = 0;
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
    return this.#waiting + this.#active + this.#toRequeue + this.#toJoin;
  }

  #failuresOf(call: number): number {
    return this.#failures.get(call) ?? 0;
  }
}
