import { transitions, type Scenario, type Transition } from '@batch-status/simulation';

/** A scenario of a server that says what is: by one clock, in the words of the contract. */
export type TruthfulScenario = Omit<
  Scenario,
  'averageCallDurationFactor' | 'serverClockOffset' | 'statusWords'
>;

/** All that decides what happens to a batch. Times are milliseconds since the epoch. */
export interface BatchPlan {
  seed: number;
  scenario: TruthfulScenario & { createdAt: number; calls: number };
  /** After this, nothing happens any more, as if those who dial had died. Default: never. */
  haltAt?: number;
}

/** @throws RangeError if the seed or a member of the scenario is out of its range. */
export function transitionsOf({
  seed,
  scenario,
  haltAt = Infinity,
}: BatchPlan): Iterator<Transition> {
  return until(haltAt, transitions(seed, scenario));
}

function* until(end: number, all: Iterable<Transition>): Generator<Transition> {
  for (const transition of all) {
    if (transition.at > end) return;
    yield transition;
  }
}
