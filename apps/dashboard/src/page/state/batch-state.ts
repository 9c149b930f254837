import { phaseWords } from '@batch-status/element/bar';
import type { BoardBatch } from '../../wire/board.ts';
import { countOf, formatCount, formatShare } from '../text/numbers.ts';
import { formatAge } from '../text/duration.ts';

/** How a state looks. Words say the same, so that color is never alone. */
export type Tone = 'plain' | 'busy' | 'quiet' | 'done' | 'warning' | 'bad';

export type StateName =
  | 'asking'
  | 'unanswered'
  | 'queued'
  | 'scheduled'
  | 'running'
  | 'draining'
  | 'finishing'
  | 'stalled'
  | 'complete'
  | 'cancelled'
  | 'failed'
  | 'notFound'
  | 'noAccess'
  | 'givenUp';

/** What a batch is doing, in words, and what to do about it. */
export interface BatchState {
  name: StateName;
  tone: Tone;
  label: string;
  advice: string;
}

const known = new Set(['queued', 'processing', 'completed', 'cancelled', 'failed']);

/** The states that a response shows. */
const seen: Record<string, Pick<BatchState, 'tone' | 'advice'>> = {
  queued: { tone: 'quiet', advice: 'No call has been dialed yet.' },
  scheduled: {
    tone: 'quiet',
    advice: 'Calls are waiting, but none is active, for example outside calling hours.',
  },
  running: { tone: 'busy', advice: 'Calls are active, and others are waiting.' },
  draining: {
    tone: 'busy',
    advice: 'The last calls are active. No other call is waiting.',
  },
  finishing: {
    tone: 'busy',
    advice: 'All calls have ended. The batch is about to complete or to dial failed calls again.',
  },
  complete: { tone: 'done', advice: 'All calls have ended.' },
};

/** The state of a batch by itself, without what concerns all batches. */
export function stateOf({ last, state, failure, phaseSince }: BoardBatch, now: number): BatchState {
  if (state === 'givenUp') return givenUp(failure);
  if (last.type === 'pending') {
    if (!last.problem) {
      return { name: 'asking', tone: 'quiet', label: 'Asking', advice: 'No response yet.' };
    }
    const advice = last.problem.message;
    return { name: 'unanswered', tone: 'warning', label: 'No response', advice };
  }
  const { phase, batch, progress } = last;
  const label = capitalized(phaseWords(phase, batch.status));
  if (phase === 'stalled') {
    return {
      name: 'stalled',
      tone: 'bad',
      label,
      advice: `No active call has ended for ${durationOf(now - phaseSince)}. Check in Trillet whether the calls are still on the line.`,
    };
  }
  if (phase === 'complete' && batch.status === 'cancelled') {
    const rest = countOf(progress.unaccounted, 'call was', 'calls were');
    const advice = `The batch was cancelled. ${rest} not made.`;
    return { name: 'cancelled', tone: 'plain', label, advice };
  }
  if (phase === 'complete' && batch.status === 'failed') {
    const advice = 'The service ended the batch as failed. Look for the reason in Trillet.';
    return { name: 'failed', tone: 'bad', label, advice };
  }
  const looks = seen[phase] ?? { tone: 'plain', advice: '' };
  if (known.has(batch.status)) return { name: phase, label, ...looks, ...summary(phase, batch) };
  const advice = `This dashboard does not know the status “${batch.status}”. The counts are still right.`;
  return { name: phase, label, ...looks, advice };
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** An age that is not shown as one: "for now" would say nothing. */
const durationOf = (age: number): string =>
  age < 10_000 ? 'a while' : `more than ${formatAge(age)}`;

/** How a complete batch went. */
function summary(
  phase: string,
  { completed, failed }: { completed: number; failed: number },
): Partial<BatchState> {
  const ended = completed + failed;
  if (phase !== 'complete' || ended === 0) return {};
  const share = formatShare(failed, ended);
  return {
    advice: `${countOf(completed, 'call')} completed, ${formatCount(failed)} failed (${share}).`,
  };
}

function givenUp(failure: BoardBatch['failure']): BatchState {
  const { code, message = 'The service refuses this batch.' } = failure ?? {};
  if (code === 'forbidden') {
    const advice =
      'The key may not read this batch. Check to which workspace it belongs, or ask again once the key may read it.';
    return { name: 'noAccess', tone: 'bad', label: 'No access', advice };
  }
  if (code !== 'not_found')
    return { name: 'givenUp', tone: 'bad', label: 'Given up', advice: message };
  const advice =
    'The workspace has no batch with this id. Check the id, or ask again if the batch was just started.';
  return { name: 'notFound', tone: 'bad', label: 'Not found', advice };
}
