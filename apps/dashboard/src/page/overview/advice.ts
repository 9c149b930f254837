import type { BatchView } from '../board/batch-view.ts';

/** What to know about a batch in one line. */
export function adviceOf(view: BatchView): string {
  const { last, state } = view.batch.value;
  const reason = view.reason.value;
  if (reason === 'noData' && last.problem && last.type === 'update') return last.problem.message;
  if (reason === 'failing') return 'Many calls fail. Find out why before more are dialed.';
  if (state === 'followed' && last.problem?.code === 'rate_limited') {
    return 'The service refuses some requests, so this data gets older.';
  }
  return view.state.value.advice;
}
