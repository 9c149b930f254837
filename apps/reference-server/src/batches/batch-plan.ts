import { transitions, type Scenario, type Transition } from '@batch-status/simulation';

/** A scenario of a server that reports the truth: by its own clock, with the statuses of the contract. */
export type TruthfulScenario = Omit<
  Scenario,
  'averageCallDurationFactor' | 'serverClockOffset' | 'statusWords'
>;

/** Everything that determines a batch. Times are milliseconds since the epoch. */
export interface BatchPlan {
  seed: number;
  scenario: TruthfulScenario & { createdAt: number; calls: number };
  /** When the batch stops changing, as if its dialer had died. Default: never. */
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
