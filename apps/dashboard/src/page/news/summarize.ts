import { countOf } from '../text/numbers.ts';
import { newsKinds, type NewsItem, type NewsKind } from './news.ts';

/** What is said of one batch, and of several. */
const verbs: Readonly<Record<NewsKind, readonly [one: string, many: string]>> = {
  notFound: ['was not found', 'not found'],
  noAccess: ['cannot be read with this key', 'not readable with this key'],
  givenUp: ['will not be requested again', 'not to be requested again'],
  failed: ['has failed', 'failed'],
  stalled: ['has stalled', 'stalled'],
  failing: ['has too many failing calls', 'with too many failing calls'],
  cancelled: ['was cancelled', 'cancelled'],
  complete: ['is complete', 'complete'],
};

/** If there are more batches, they are counted instead of named, so that the sentence stays short. */
export const mostNamed = 3;

/** Says news in one sentence, whose length is limited however much there is. */
export function summarize(items: readonly NewsItem[]): string {
  const clauses =
    items.length <= mostNamed
      ? items.map(({ batchId, kind }) => `${shortId(batchId)} ${verbs[kind][0]}`)
      : newsKinds.flatMap((kind) => {
          const count = items.filter((item) => item.kind === kind).length;
          return count > 0 ? [`${countOf(count, 'batch', 'batches')} ${verbs[kind][1]}`] : [];
        });
  return clauses.length > 0 ? `${clauses.join('; ')}.` : '';
}

const longest = 60;

/** Never half of a character. */
const shortId = (id: string): string =>
  id.length <= longest ? id : `${id.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…`;
