import { segmentsOf } from '@batch-status/element/bar';
import { useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { BatchView } from '../board/batch-view.ts';
import { formatCount } from '../text/numbers.ts';
import { segmentNames } from './segment-names.ts';

/** The bar of a batch. It changes itself: a diff of 500 bars would cost more than all else. */
export function Bar({ view }: { view: BatchView }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const bar = ref.current;
    const { last } = view.batch.value;
    if (!bar) return;
    if (last.type === 'pending') {
      bar.ariaLabel = 'No counts yet';
      return;
    }
    const segments = segmentsOf(last.batch);
    let start = 0;
    for (const [index, { percent }] of segments.entries()) {
      const part = bar.children[index] as HTMLElement;
      part.hidden = percent === 0;
      // Each segment is as wide as the bar, and cut to its part: a change moves nothing.
      part.style.clipPath = `inset(0 ${100 - start - percent}% 0 ${start}%)`;
      start += percent;
    }
    bar.ariaLabel = segments
      .flatMap(({ name, count }) => (count > 0 ? [`${formatCount(count)} ${name}`] : []))
      .join(', ');
  });
  return (
    <div class="batch-bar" role="img" ref={ref}>
      {segmentNames.map((name) => (
        <span key={name} class={`batch-${name}`} hidden={name !== 'unaccounted'} />
      ))}
    </div>
  );
}
