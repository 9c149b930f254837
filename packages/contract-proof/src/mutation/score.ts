import { percentOf } from '../percent.ts';
import type { CheckedMutant } from './measure-mutation.ts';

export interface Score {
  killed: number;
  survived: number;
  equivalent: number;
  /** The percentage of mutants that were killed, without the equivalent ones; rounded down. */
  percent: number;
}

export function scoreOf(mutants: readonly CheckedMutant[]): Score {
  const count = (is: CheckedMutant['fate']['is']): number =>
    mutants.filter(({ fate }) => fate.is === is).length;
  const [killed, survived, equivalent] = [count('killed'), count('survived'), count('equivalent')];
  return { killed, survived, equivalent, percent: percentOf(killed, killed + survived) };
}
