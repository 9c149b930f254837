import type { ListedBatch } from '../board/listed-batch.ts';
import type { StateName } from '../state/batch-state.ts';

/** What the overview may be limited to. */
export const filters = ['all', 'attention', 'active', 'waiting', 'over'] as const;
export type Filter = (typeof filters)[number];

export const filterLabels: Record<Filter, string> = {
  all: 'All',
  attention: 'Attention',
  active: 'Active',
  waiting: 'Waiting',
  over: 'Ended',
};

const active: ReadonlySet<StateName> = new Set(['running', 'draining', 'finishing', 'stalled']);

type Tested = Pick<ListedBatch, 'batchId' | 'isOver' | 'name' | 'reason'>;

const tests: Record<Filter, (batch: Tested) => boolean> = {
  all: () => true,
  attention: ({ reason }) => reason !== undefined,
  active: ({ isOver, name }) => !isOver && active.has(name),
  waiting: ({ isOver, name }) => !isOver && !active.has(name),
  over: ({ isOver }) => isOver,
};

/** @param text What an id must contain, in any case. */
export function filtered<Batch extends Tested>(
  list: readonly Batch[],
  filter: Filter,
  text = '',
): readonly Batch[] {
  const wanted = text.toLowerCase();
  return list.filter(
    (batch) =>
      tests[filter](batch) && (wanted === '' || batch.batchId.toLowerCase().includes(wanted)),
  );
}
