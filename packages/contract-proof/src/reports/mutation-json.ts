import type { MutationResult } from '../mutation/measure-mutation.ts';
import { scoreOf } from '../mutation/score.ts';
import { harEntryOf } from '@batch-status/har';

/**
 * JSON for programs: `{ contract, operations, recordings, exchanges, refusedRules, score, mutants }`.
 * A sketch is a list of HAR entries.
 *
 * @param isInterrupted Whether the search for sketches was interrupted.
 */
export function mutationJson({ mutants, ...rest }: MutationResult, isInterrupted: boolean): string {
  const written = mutants.map(({ sketch, ...mutant }) => {
    if (!sketch) return mutant;
    const { number, exchanges, finds, mutantFinds } = sketch;
    const entries = exchanges.map(harEntryOf);
    return { ...mutant, sketch: { number, entries, finds, mutantFinds } };
  });
  return JSON.stringify(
    {
      ...rest,
      ...(isInterrupted ? { interrupted: true } : {}),
      score: scoreOf(mutants),
      mutants: written,
    },
    undefined,
    2,
  );
}
