import { effect } from '@preact/signals';
import type { ListedBatch } from '../board/listed-batch.ts';
import type { Views } from '../board/views.ts';

/** What happened to a batch, the most urgent first. */
export const newsKinds = [
  'notFound',
  'noAccess',
  'givenUp',
  'failed',
  'stalled',
  'failing',
  'cancelled',
  'complete',
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** Something that a viewer wants to know about a batch, even while looking elsewhere. */
export interface NewsItem {
  kind: NewsKind;
  batchId: string;
}

/** What was known of each batch: not counts, but what news is made of. */
type Seen = Map<string, NewsKind | undefined>;

/** Calls back when batches end, stall, fail, or are given up, but not for states that the first board had. */
export function watchNews(views: Views, tell: (items: readonly NewsItem[]) => void): () => void {
  let before: Seen | undefined;
  return effect(() => {
    const all = views.list.value;
    const now: Seen = new Map(all.map((batch) => [batch.batchId, kindOf(batch)]));
    const items = all.flatMap(({ batchId }) => {
      const kind = now.get(batchId);
      const isNew = before?.has(batchId) && before.get(batchId) !== kind;
      return kind && isNew ? [{ batchId, kind }] : [];
    });
    if (all.length > 0 || before) before = now;
    if (items.length > 0) tell(items);
  });
}

const kinds: ReadonlySet<string> = new Set(newsKinds);

function kindOf({ reason, name }: Pick<ListedBatch, 'reason' | 'name'>): NewsKind | undefined {
  if (reason === 'failing') return 'failing';
  return kinds.has(name) ? (name as NewsKind) : undefined;
}
