import { toneShape } from '../bar/mark.tsx';
import type { BatchView } from '../board/batch-view.ts';
import { formatAge } from '../text/duration.ts';
import { formatCount, formatRate, formatShare } from '../text/numbers.ts';
import { formatTimeLeft } from '../text/time-left.ts';
import { adviceOf } from './advice.ts';

/** A space that is as wide as a digit. */
const figureSpace = '\u2007';

/** The texts of a row, and how they look. */
export interface RowTexts {
  tone: string;
  shape: string;
  label: string;
  advice: string;
  counts: string;
  failed: string;
  rate: string;
  left: string;
  range: string;
  age: string;
  /** Which of the texts are a reason to worry. */
  flags: string;
}

export function rowTexts(view: BatchView, now: number): RowTexts {
  const { last, state } = view.batch.value;
  const tone = view.tone.value;
  const timeLeft = view.timeLeft.value;
  const [left, range] = timeLeft ? formatTimeLeft(timeLeft) : ['', ''];
  const isUpdate = last.type === 'update';
  const isFollowed = state === 'followed';
  const { completed = 0, failed = 0, total = 0 } = isUpdate ? last.batch : {};
  const throughput = isUpdate && isFollowed ? last.progress.throughput : undefined;
  const flags = [view.reason.value === 'failing' ? 'failing' : '', view.isOld.value ? 'old' : ''];
  return {
    tone,
    shape: toneShape(tone),
    label: view.label.value,
    advice: adviceOf(view),
    counts: isUpdate ? countsOf(last.progress.done, total) : '',
    failed: completed + failed === 0 ? '' : formatShare(failed, completed + failed),
    rate: throughput === undefined ? '' : formatRate(throughput),
    left,
    range,
    age: isUpdate && isFollowed ? formatAge(now - last.receivedAt) : '',
    flags: flags.join(' ').trim(),
  };
}

/** As wide as if all calls had ended, so that nothing moves until then. */
function countsOf(done: number, total: number): string {
  const text = formatCount(total);
  return `${formatCount(done).padStart(text.length, figureSpace)} / ${text}`;
}
