import type { MutationResult } from '../mutation/measure-mutation.ts';
import { scoreOf } from '../mutation/score.ts';
import { harEntryOf } from '@batch-status/har';

/**
 * JSON for programs: `{ contract, operations, recordings, exchanges, refusedRules, score, mutants }`.
 * A sketch is a list of HAR entries.
 */
export function mutationJson({ mutants, ...rest }: MutationResult): string {
  const written = mutants.map(({ sketch, ...mutant }) => {
    if (!sketch) return mutant;
    const { exchanges, finds, mutantFinds } = sketch;
    return { ...mutant, sketch: { entries: exchanges.map(harEntryOf), finds, mutantFinds } };
  });
  return JSON.stringify({ ...rest, score: scoreOf(mutants), mutants: written }, undefined, 2);
}
