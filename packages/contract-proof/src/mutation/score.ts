import { percentOf } from '../percent.ts';
import type { JudgedMutant } from './measure-mutation.ts';

export interface Score {
  killed: number;
  survived: number;
  listed: number;
  /** Killed of all that are not listed, of a hundred, never rounded up. */
  percent: number;
}

export function scoreOf(mutants: readonly JudgedMutant[]): Score {
  const count = (is: JudgedMutant['fate']['is']): number =>
    mutants.filter(({ fate }) => fate.is === is).length;
  const [killed, survived, listed] = [count('killed'), count('survived'), count('listed')];
  return { killed, survived, listed, percent: percentOf(killed, killed + survived) };
}
