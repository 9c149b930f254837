import { segmentNames, segmentsOf, type Segment } from '@batch-status/element/bar';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { BatchView } from '../board/batch-view.ts';
import { useDrawing } from '../frame/use-drawing.ts';
import { formatCount } from '../text/numbers.ts';

/** The bar of a batch. It changes itself: a diff of 500 bars would cost more than all else. */
export function Bar({ view }: { view: BatchView }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef<string[]>([]);
  useDrawing(() => {
    const bar = ref.current;
    const { last } = view.batch.value;
    if (!bar) return;
    const segments = segmentsOf(last.type === 'update' ? last.batch : {});
    for (const [index, cut] of cutsOf(segments).entries()) {
      if (cut === shown.current[index]) continue;
      shown.current[index] = cut;
      const part = bar.children[index] as HTMLElement;
      part.hidden = cut === '';
      part.style.clipPath = cut;
    }
    const words = segments.flatMap(({ name, count }) =>
      count > 0 ? [`${formatCount(count)} ${name}`] : [],
    );
    bar.ariaLabel = words.join(', ') || 'No calls yet';
  }, [view]);
  return (
    <div class="batch-bar" role="img" ref={ref}>
      {segmentNames.map((name) => (
        <span key={name} class={`batch-${name}`} />
      ))}
    </div>
  );
}

/** Each segment is as wide as the bar, and cut to its part: so a change moves nothing. */
function cutsOf(segments: readonly Segment[]): string[] {
  let start = 0;
  return segments.map(({ percent }) => {
    const from = start;
    start += percent;
    return percent === 0 ? '' : `inset(0 ${(100 - start).toFixed(2)}% 0 ${from.toFixed(2)}%)`;
  });
}
