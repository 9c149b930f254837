import { drawOutcome, type CallOutcome } from './call-outcome.ts';
import { PriorityQueue } from './priority-queue.ts';
import { createRandom } from './random.ts';
import type { CompleteScenario } from './scenario.ts';
import type { Timeline } from './timeline.ts';

type Event =
  | { kind: 'end'; call: number; outcome: CallOutcome }
  | { kind: 'requeue' }
  | { kind: 'ready'; call: number }
  | { kind: 'dial' }
  | { kind: 'add'; calls: number }
  | { kind: 'cancel' }
  | { kind: 'complete' };

/** Lets a batch happen from its creation to its end, and tells what happened when. */
export function runBatch(seed: number, scenario: CompleteScenario): Timeline {
  return new BatchRun(seed, scenario).run();
}

class BatchRun {
  readonly #scenario: CompleteScenario;
  readonly #random: () => number;
  readonly #events = new PriorityQueue<Event>();
  readonly #attempts = new Map<number, number>();
  readonly #timeline: Timeline = {
    times: [],
    waiting: [],
    active: [],
    completed: [],
    failed: [],
    total: [],
    ended: [],
    endedCalls: [],
    completedAt: [],
    talkTime: [],
    startTime: null,
    cancelledTime: null,
    completedTime: 0,
  };

  #now: number;
  #waiting: number;
  #active = 0;
  #completed = 0;
  #failed = 0;
  /** Failed calls that will count as waiting again. */
  #toRequeue = 0;
  #total: number;
  /** Additions that are still to join. */
  #toJoin: number;

  /** The calls that were never dialled, from this one on, come before those dialled again. */
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

  run(): Timeline {
    const { cancelAt, createdAt, additions } = this.#scenario;
    for (const { after, calls } of additions) {
      this.#events.push(createdAt + after, { kind: 'add', calls });
    }
    if (cancelAt !== undefined) {
      this.#events.push(Math.max(cancelAt, createdAt), { kind: 'cancel' });
    }
    this.#events.push(this.#nextDialAt, { kind: 'dial' });
    for (;;) {
      const { key, value } = this.#events.pop()!;
      this.#now = key;
      if (value.kind === 'complete') break;
      this.#apply(value);
      this.#dialWaiting();
      this.#endWhenNothingIsLeft();
    }
    this.#timeline.completedTime = this.#now;
    this.#record();
    return this.#timeline;
  }

  #apply(event: Exclude<Event, { kind: 'complete' }>): void {
    const cancelled = this.#timeline.cancelledTime !== null;
    switch (event.kind) {
      case 'end':
        this.#end(event.call, event.outcome);
        break;
      case 'requeue':
        if (!cancelled) this.#requeue();
        break;
      case 'ready':
        if (!cancelled) this.#readyAgain.push(event.call);
        break;
      case 'dial':
        this.#dialPlanned = false;
        break;
      case 'add':
        if (!cancelled) this.#add(event.calls);
        break;
      case 'cancel':
        this.#cancel();
        break;
    }
  }

  #dialWaiting(): void {
    while (this.#active < this.#scenario.concurrency && this.#hasReadyCall()) {
      this.#nextDialAt = this.#afterPauses(Math.max(this.#nextDialAt, this.#now));
      if (this.#now < this.#nextDialAt) {
        this.#planDial();
        return;
      }
      this.#dial(this.#takeReadyCall());
    }
  }

  /** The first time from `t` on at which dialling is not paused. Called with ascending times. */
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
    this.#events.push(this.#nextDialAt, { kind: 'dial' });
  }

  #hasReadyCall(): boolean {
    return this.#nextCall < this.#lastCall || this.#nextReadyAgain < this.#readyAgain.length;
  }

  #takeReadyCall(): number {
    if (this.#nextCall < this.#lastCall) return this.#nextCall++;
    return this.#readyAgain[this.#nextReadyAgain++]!;
  }

  #dial(call: number): void {
    const outcome = this.#outcomeOf(call);
    this.#events.push(this.#now + outcome.duration, { kind: 'end', call, outcome });
    this.#nextDialAt = this.#now + this.#scenario.dialGap;
    this.#timeline.startTime ??= this.#now;
    this.#waiting -= 1;
    this.#active += 1;
    this.#record();
  }

  #outcomeOf(call: number): CallOutcome {
    const { calls, lastCallDuration } = this.#scenario;
    const outcome = drawOutcome(this.#scenario, this.#random, call / this.#total);
    const isLast = call === calls - 1 && !this.#attempts.has(call);
    if (!isLast || lastCallDuration === undefined) return outcome;
    return { duration: lastCallDuration, failure: null };
  }

  #end(call: number, { duration, failure }: CallOutcome): void {
    const { endedCalls, completedAt, talkTime } = this.#timeline;
    endedCalls.push({ call, at: this.#now, duration, failure });
    this.#active -= 1;
    if (failure === null) {
      this.#completed += 1;
      completedAt.push(this.#now);
      talkTime.push((talkTime.at(-1) ?? 0) + duration);
    } else {
      this.#failed += 1;
      this.#planRedial(call);
    }
    this.#record();
  }

  #planRedial(call: number): void {
    const { redialRate, redialDelay, requeueDelay, maxAttempts } = this.#scenario;
    if (this.#timeline.cancelledTime !== null || redialRate === 0) return;
    const attempts = (this.#attempts.get(call) ?? 0) + 1;
    if (attempts >= maxAttempts || this.#random() >= redialRate) return;
    this.#attempts.set(call, attempts);
    this.#toRequeue += 1;
    this.#events.push(this.#now + requeueDelay, { kind: 'requeue' });
    this.#events.push(this.#now + redialDelay, { kind: 'ready', call });
  }

  #requeue(): void {
    this.#toRequeue -= 1;
    this.#failed -= 1;
    this.#waiting += 1;
    this.#record();
  }

  #add(calls: number): void {
    this.#toJoin -= 1;
    this.#total += calls;
    this.#waiting += calls;
    this.#lastCall += calls;
    this.#record();
  }

  #cancel(): void {
    this.#timeline.cancelledTime = this.#now;
    this.#waiting = 0;
    this.#toRequeue = 0;
    this.#toJoin = 0;
    this.#lastCall = this.#nextCall;
    this.#nextReadyAgain = this.#readyAgain.length;
    this.#record();
  }

  #endWhenNothingIsLeft(): void {
    if (this.#ending || this.#callsToCome() > 0) return;
    this.#ending = true;
    this.#events.push(this.#now + this.#scenario.completionDelay, { kind: 'complete' });
  }

  #callsToCome(): number {
    return this.#waiting + this.#active + this.#toRequeue + this.#toJoin;
  }

  #record(): void {
    const timeline = this.#timeline;
    timeline.times.push(this.#now);
    timeline.waiting.push(this.#waiting);
    timeline.active.push(this.#active);
    timeline.completed.push(this.#completed);
    timeline.failed.push(this.#failed);
    timeline.total.push(this.#total);
    timeline.ended.push(timeline.endedCalls.length);
  }
}
