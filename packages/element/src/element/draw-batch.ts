import { formatTimeLeft, type FormatNumber } from '../bar/format.ts';
import { segmentNames } from '../bar/segments.ts';
import { phaseWords } from '../bar/words.ts';
import type { Part } from './parts.ts';
import type { BatchUpdate } from './report.ts';

/** Draws a batch, or that nothing is known of it. Returns the bar. Throws if it cannot be read. */
export function drawBatch(
  part: Part,
  update: BatchUpdate | undefined,
  format: FormatNumber,
): HTMLElement {
  const known = { ...update?.batch, ...update?.progress };
  const phase = update ? phaseWords(update.phase, update.batch.status) : '';
  const [timeLeft, range] = known.timeLeft ? formatTimeLeft(known.timeLeft, format) : ['', ''];
  const done = update
    ? `${format(known.done!)} of ${format(known.total!)} calls done`
    : 'No data yet';
  const bar = part('batch-bar');
  bar.role = 'progressbar';
  bar.ariaValueNow = update ? `${Math.floor(100 * known.fraction!)}` : null;
  bar.ariaValueText = update ? `${done}, ${phase}` : done;
  part('done', done);
  const line = part('text');
  part('phase', phase, line);
  part('time-left', timeLeft, line);
  part('range', range, line);
  segmentNames.forEach((name, index) => {
    const count = update ? known[name]! : 0;
    const row = part(`batch-mark batch-${name}`, ` ${format(count)} ${name}`, part('counts'));
    row.hidden = !update || (index > 3 && !count);
    const segment = part(`batch-${name}`, '', bar);
    segment.hidden = !count;
    segment.style.flexGrow = `${count}`;
  });
  return bar;
}
