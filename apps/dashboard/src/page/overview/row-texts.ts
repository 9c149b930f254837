import { computed, type ReadonlySignal } from '@preact/signals';
import type { BatchView } from '../board/batch-view.ts';
import { toneShape } from '../bar/mark.tsx';
import { adviceOf } from './advice.ts';
import { formatAge } from '../text/duration.ts';
import { formatCount, formatRate, formatShare } from '../text/numbers.ts';
import { formatTimeLeft } from '../text/time-left.ts';

/** A space that is as wide as a digit. */
const figureSpace = '\u2007';

/** The texts of a row. A text that stays the same touches nothing on the page. */
export interface RowTexts {
  tone: ReadonlySignal<string>;
  shape: ReadonlySignal<string>;
  label: ReadonlySignal<string>;
  advice: ReadonlySignal<string>;
  counts: ReadonlySignal<string>;
  failed: ReadonlySignal<string>;
  isFailing: ReadonlySignal<boolean>;
  rate: ReadonlySignal<string>;
  left: ReadonlySignal<string>;
  range: ReadonlySignal<string>;
  age: ReadonlySignal<string>;
  isOld: ReadonlySignal<boolean>;
}

export function rowTexts(view: BatchView): RowTexts {
  const update = computed(() => {
    const { last } = view.batch.value;
    return last.type === 'update' ? last : undefined;
  });
  const left = computed(() => {
    const timeLeft = view.timeLeft.value;
    return timeLeft ? formatTimeLeft(timeLeft) : (['', ''] as const);
  });
  return {
    tone: view.tone,
    shape: computed(() => toneShape(view.tone.value)),
    label: view.label,
    advice: computed(() => adviceOf(view)),
    counts: computed(() => {
      if (!update.value) return '';
      const { batch, progress } = update.value;
      const total = formatCount(batch.total);
      // As wide as if all had ended, so that nothing moves until then.
      return `${formatCount(progress.done).padStart(total.length, figureSpace)} / ${total}`;
    }),
    failed: computed(() => {
      const { completed = 0, failed = 0 } = update.value?.batch ?? {};
      return completed + failed === 0 ? '' : formatShare(failed, completed + failed);
    }),
    isFailing: computed(() => view.reason.value === 'failing'),
    rate: computed(() => {
      const throughput = update.value?.progress.throughput;
      return throughput === undefined || view.isOver ? '' : formatRate(throughput);
    }),
    left: computed(() => left.value[0]),
    range: computed(() => left.value[1]),
    age: computed(() => {
      const age = view.age.value;
      return age === undefined ? '' : formatAge(age);
    }),
    isOld: view.isOld,
  };
}
