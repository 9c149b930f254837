import { effect } from '@preact/signals';
import type { ListedBatch } from '../board/listed-batch.ts';
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
    const all = views.list.value;
    const now: Seen = new Map(all.map((batch) => [batch.batchId, kindOf(batch)]));
    const items = all.flatMap(({ batchId, view }) => {
      const kind = now.get(batchId);
      const isNew = before?.has(batchId) && before.get(batchId) !== kind;
      return kind && isNew ? [itemOf(batchId, view.state.peek().label, kind)] : [];
    });
    if (all.length > 0 || before) before = now;
    if (items.length > 0) tell(items);
  });
}

function kindOf({ reason, name }: ListedBatch): NewsKind | undefined {
  if (reason === 'refused' || reason === 'stalled' || reason === 'failing') return reason;
  return name === 'complete' || name === 'cancelled' ? 'ended' : undefined;
}

function itemOf(batchId: string, label: string, kind: NewsKind): NewsItem {
  const id = shortId(batchId);
  const texts: Record<NewsKind, string> = {
    ended: `${id} is ${label.toLowerCase()}.`,
    stalled: `${id} has stalled.`,
    failing: `Too many calls of ${id} are failing.`,
    refused: `${id}: ${label.toLowerCase()}.`,
  };
  return { kind, batchId, text: texts[kind] };
}

const longest = 60;
const shortId = (id: string): string => (id.length <= longest ? id : `${id.slice(0, longest)}…`);
