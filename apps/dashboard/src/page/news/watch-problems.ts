import { effect } from '@preact/signals';
import type { Views } from '../board/views.ts';
import { pageProblems, type PageProblem } from '../state/page-problems.ts';

/** Calls back with a sentence when something is wrong with the whole page, and when it is right again. */
export function watchProblems(
  { problems }: Pick<Views, 'problems'>,
  tell: (problem: PageProblem, sentence: string) => void,
): () => void {
  let before: readonly PageProblem[] = [];
  return effect(() => {
    const now = problems.value;
    for (const problem of now) {
      if (!before.includes(problem)) tell(problem, pageProblems[problem].title);
    }
    for (const problem of before) {
      if (!now.includes(problem)) tell(problem, pageProblems[problem].over);
    }
    before = now;
  });
}
