import { effect } from '@preact/signals';
import type { BatchView } from '../board/batch-view.ts';
import type { Views } from '../board/views.ts';

export type NewsKind = 'ended' | 'stalled' | 'failing' | 'refused';

/** Something that a viewer wants to know about a batch, even while looking elsewhere. */
export interface NewsItem {
  kind: NewsKind;
  batchId: string;
  /** As a sentence. */
  text: string;
}

/** What was known of each batch: not counts, but what news is made of. */
type Seen = Map<string, NewsKind | undefined>;

/** Calls back when batches end, stall, fail, or are refused, not for what was so from the start. */
export function watchNews(views: Views, tell: (items: readonly NewsItem[]) => void): () => void {
  let before: Seen | undefined;
  return effect(() => {
    const all = views.all.value;
    const now: Seen = new Map(all.map((view) => [view.batchId, kindOf(view)]));
    const items = all.flatMap((view) => {
      const kind = now.get(view.batchId);
      const isNew = before?.has(view.batchId) && before.get(view.batchId) !== kind;
      return kind && isNew ? [itemOf(view, kind)] : [];
    });
    if (all.length > 0 || before) before = now;
    if (items.length > 0) tell(items);
  });
}

function kindOf(view: BatchView): NewsKind | undefined {
  const reason = view.reason.value;
  if (reason === 'refused' || reason === 'stalled' || reason === 'failing') return reason;
  const { last } = view.batch.value;
  return last.type === 'update' && last.phase === 'complete' ? 'ended' : undefined;
}

function itemOf({ batchId, state }: BatchView, kind: NewsKind): NewsItem {
  const id = shortId(batchId);
  const texts: Record<NewsKind, string> = {
    ended: `${id} is ${state.value.label.toLowerCase()}.`,
    stalled: `${id} has stalled.`,
    failing: `Too many calls of ${id} fail.`,
    refused: `${id} is ${state.value.label.toLowerCase()}.`,
  };
  return { kind, batchId, text: texts[kind] };
}

const longest = 60;
const shortId = (id: string): string => (id.length <= longest ? id : `${id.slice(0, longest)}…`);
