import type { BoardBatch, BoardState } from '../../wire/board.ts';

/** A problem of all batches at once. */
export interface Outage {
  kind: 'rateLimit' | 'unreachable';
  since: number;
  /** When the next request is sent. */
  next: number;
  /** What went wrong with the last one. */
  message: string;
}

/**
 * What stops all batches: a pause of the server, or the same fate of every batch that is followed, of
 * which there may be only one or two.
 */
export function outageOf(state: BoardState, batches: readonly BoardBatch[]): Outage | undefined {
  const { pause, keyRefused } = state;
  if (keyRefused) return undefined;
  if (pause) {
    const { since, until, problem } = pause;
    return { kind: kindOf(problem.code), since, next: until, message: problem.message };
  }
  const followed = batches.filter((batch) => batch.state === 'followed');
  const [first] = followed;
  if (!first?.last.problem || !followed.every(({ last }) => last.problem)) return undefined;
  const { code, message } = first.last.problem;
  return {
    kind: kindOf(code),
    since: Math.min(...followed.map((batch) => batch.failingSince ?? state.now)),
    next: Math.min(...followed.map(({ last }) => last.nextCheckAt ?? Infinity)),
    message,
  };
}

const kindOf = (code: string): Outage['kind'] =>
  code === 'rate_limited' ? 'rateLimit' : 'unreachable';
