import { countOf } from '../text/numbers.ts';
import type { NewsItem, NewsKind } from './news.ts';

const verbs: readonly (readonly [NewsKind, string])[] = [
  ['refused', 'refused'],
  ['stalled', 'stalled'],
  ['failing', 'failing too often'],
  ['ended', 'ended'],
];

/** Says news in one sentence. */
export function summarize(items: readonly NewsItem[]): string {
  const [first] = items;
  if (first && items.length === 1) return first.text;
  const parts = verbs.flatMap(([kind, verb]) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count > 0 ? [`${countOf(count, 'batch', 'batches')} ${verb}`] : [];
  });
  return `${parts.join(', ')}.`;
}
