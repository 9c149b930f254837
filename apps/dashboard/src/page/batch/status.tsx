import { segmentNames, segmentsOf } from '@batch-status/element/bar';
import type { JSX } from 'preact';
import { Bar } from '../bar/bar.tsx';
import { Mark } from '../bar/mark.tsx';
import type { BatchView } from '../board/batch-view.ts';
import { adviceOf } from '../overview/advice.ts';
import { formatCount, formatShare } from '../text/numbers.ts';

/** What the batch is doing, what to do about it, and its counts. */
export function Status({ view }: { view: BatchView }): JSX.Element {
  const { last } = view.batch.value;
  const segments = last.type === 'update' ? segmentsOf(last.batch) : undefined;
  const total = last.type === 'update' ? last.batch.total : 0;
  return (
    <section class="status" aria-label="State" data-tone={view.tone.value}>
      <p class="state">
        <Mark tone={view.tone.value} /> <strong>{view.label}</strong>
      </p>
      <p class="advice">{adviceOf(view)}</p>
      <Bar view={view} />
      <dl class="counts">
        {segmentNames.map((name, index) => {
          const count = segments?.[index]?.count;
          return (
            <div key={name}>
              <dt>
                <span class={`batch-mark batch-${name}`} /> {name}
              </dt>
              <dd>
                {count === undefined ? '–' : formatCount(count)}{' '}
                <span class="share">{count ? formatShare(count, total) : ''}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
