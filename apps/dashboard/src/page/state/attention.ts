import type { BoardBatch } from '../../wire/board.ts';
import type { BatchState, StateName } from './batch-state.ts';

/** Too few calls say nothing about the rest. */
const leastCalls = 20;

const refused: ReadonlySet<StateName> = new Set(['notFound', 'noAccess', 'givenUp', 'failed']);

/** Why a batch needs attention, the most urgent first. */
export const reasons = ['refused', 'stalled', 'failing', 'noData'] as const;
export type Reason = (typeof reasons)[number];

/** The share of the calls that failed, of those that ended. */
export function failureShare({ last }: BoardBatch): number {
  if (last.type === 'pending') return 0;
  const { completed, failed } = last.batch;
  return completed + failed === 0 ? 0 : failed / (completed + failed);
}

/** @param threshold The share of failed calls beyond which a batch counts as failing. */
export function isFailing(batch: BoardBatch, threshold: number): boolean {
  const { last } = batch;
  if (last.type === 'pending') return false;
  return last.batch.completed + last.batch.failed >= leastCalls && failureShare(batch) > threshold;
}

export interface AttentionContext {
  threshold: number;
  /** Whether a problem concerns all batches, so that none of them has it alone. */
  isGeneral: boolean;
}

/** Why a batch needs attention; nothing if it does not. */
export function reasonOf(
  batch: BoardBatch,
  { name }: Pick<BatchState, 'name'>,
  { threshold, isGeneral }: AttentionContext,
): Reason | undefined {
  if (refused.has(name)) return 'refused';
  if (name === 'stalled') return 'stalled';
  // A batch that ended is history.
  if (batch.state === 'followed' && isFailing(batch, threshold)) return 'failing';
  if (!isGeneral && batch.state === 'followed' && batch.last.problem) return 'noData';
  return undefined;
}
