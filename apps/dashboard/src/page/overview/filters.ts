import type { BatchView } from '../board/batch-view.ts';

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

const active = new Set(['running', 'draining', 'finishing', 'stalled']);

const tests: Record<Filter, (view: BatchView) => boolean> = {
  all: () => true,
  attention: (view) => view.reason.value !== undefined,
  active: (view) => !view.isOver && active.has(view.state.value.name),
  waiting: (view) => !view.isOver && !active.has(view.state.value.name),
  over: (view) => view.isOver,
};

/** @param text What an id must contain, in any case. */
export const filtered = (
  views: readonly BatchView[],
  filter: Filter,
  text: string,
): readonly BatchView[] => {
  const wanted = text.toLowerCase();
  return views.filter((view) => tests[filter](view) && view.batchId.toLowerCase().includes(wanted));
};
