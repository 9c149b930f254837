import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Transition } from '@batch-status/simulation';
import type { BatchRow } from './batch-row.ts';

type CallTransition = Extract<Transition, { call: number }>;

/**
 * What makes transitions idempotent: the steps of a call, counted over all its attempts. One is
 * taken only if it is the next.
 */
export class CallSteps {
  readonly #first: StatementSync;
  readonly #next: StatementSync;
  readonly #taken: StatementSync;

  constructor(database: DatabaseSync) {
    this.#first = database.prepare(
      'INSERT INTO call (batch, call, step, state) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING',
    );
    this.#next = database.prepare(
      'UPDATE call SET step = step + 1, state = ? WHERE batch = ? AND call = ? AND step = ?',
    );
    this.#taken = database.prepare('SELECT step FROM call WHERE batch = ? AND call = ?');
  }

  /**
   * Takes a step, unless it was taken before.
   *
   * @throws RangeError if the batch has no such call, or if another step must come first.
   */
  take({ number, total }: BatchRow, transition: CallTransition): boolean {
    const { call } = transition;
    if (!(call >= 0 && call < total)) {
      throw new RangeError(`The batch has no call ${call}; its calls are 0 to ${total - 1}.`);
    }
    const step = stepOf(transition);
    const state = stateAfter(transition);
    const { changes } =
      step === 1
        ? this.#first.run(number, call, state)
        : this.#next.run(state, number, call, step - 1);
    if (changes === 1) return true;
    const taken = (this.#taken.get(number, call)?.['step'] ?? 0) as number;
    if (taken >= step) return false;
    throw new RangeError(
      `Call ${call} has taken ${taken} steps, and its ${transition.kind} at attempt ${transition.attempt} is step ${step}; apply those between first.`,
    );
  }
}

function stepOf({ kind, attempt }: CallTransition): number {
  return 3 * (attempt - 1) + { dial: 1, end: 2, requeue: 3 }[kind];
}

function stateAfter(transition: CallTransition): string {
  if (transition.kind === 'dial') return 'active';
  if (transition.kind === 'requeue') return 'waiting';
  return transition.failure === null ? 'completed' : 'failed';
}
