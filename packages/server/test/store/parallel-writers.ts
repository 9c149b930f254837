import * as fc from 'fast-check';
import type { Transition, TransitionOutcome } from '../../src/index.ts';

export interface Histories {
  /** What happens to each call, in order. */
  calls: Transition[][];
  completed: number;
  failed: number;
  /** How many calls leave. */
  unaccounted: number;
  /** Decide what each writer does next. */
  choices: fc.Stream<number>;
}

type End = 'completes' | 'fails' | 'leaves';

const at = 1_703_097_600_000;

function historyOf(name: string, retries: readonly boolean[], ending: End): Transition[] {
  const all: Transition[] = [];
  const failure = 'busy';
  for (const [index, again] of retries.entries()) {
    const attempt = index + 1;
    all.push({ kind: 'dial', at, call: name, attempt });
    all.push({ kind: 'end', at: at + 1, call: name, attempt, duration: 1, failure, again: true });
    if (again) {
      const next = attempt + 1;
      // Given back, and delivered once more.
      all.push({ kind: 'dial', at, call: name, attempt: next, delivery: 1 });
      all.push({ kind: 'return', at, call: name, attempt: next, delivery: 1 });
      all.push({ kind: 'dial', at, call: name, attempt: next, delivery: 2 });
      all.push({ kind: 'end', at, call: name, attempt: next, duration: 1, failure, again: true });
      break;
    }
  }
  const attempt = all.filter(({ kind }) => kind === 'end').length + 1;
  if (ending === 'leaves') return [...all, { kind: 'leave', at, call: name }];
  return [
    ...all,
    { kind: 'dial', at, call: name, attempt },
    {
      ...{ kind: 'end', at: at + 2, call: name, attempt, duration: 2 },
      failure: ending === 'fails' ? failure : null,
    },
  ];
}

export const legalHistories: fc.Arbitrary<Histories> = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.array(fc.boolean(), { maxLength: 2 }),
        fc.constantFrom<End>('completes', 'completes', 'fails', 'leaves'),
      ),
      { minLength: 1, maxLength: 12 },
    ),
    fc.infiniteStream(fc.nat()),
  )
  .map(([calls, choices]) => {
    const count = (wanted: End): number => calls.filter(([, end]) => end === wanted).length;
    return {
      calls: calls.map(([retries, end], index) => historyOf(`call ${index}`, retries, end)),
      completed: count('completes'),
      failed: count('fails'),
      unaccounted: count('leaves'),
      choices,
    };
  });

/**
 * Four writers apply all histories at the same time. Each writes every history in its order, in groups
 * of its own, and repeats some of what it has written.
 *
 * @returns How many transitions were applied.
 */
export async function inParallel(
  { calls, choices }: Histories,
  transition: (group: Transition[]) => Promise<TransitionOutcome[]>,
): Promise<number> {
  const choose = (below: number): number => choices.next().value % below;
  const write = async (): Promise<number> => {
    const left = calls.map((history) => ({ history, next: 0 }));
    let applied = 0;
    while (left.length > 0) {
      const group: Transition[] = [];
      for (let size = 1 + choose(4); size > 0 && left.length > 0; size--) {
        const own = left[choose(left.length)]!;
        const from = Math.max(0, own.next - choose(3));
        const until = Math.min(own.history.length, own.next + 1 + choose(3));
        group.push(...own.history.slice(from, until));
        own.next = until;
        if (until === own.history.length) left.splice(left.indexOf(own), 1);
      }
      const outcomes = await transition(group);
      applied += outcomes.filter((outcome) => outcome === 'applied').length;
    }
    return applied;
  };
  const all = await Promise.all([write(), write(), write(), write()]);
  return all.reduce((sum, applied) => sum + applied);
}
