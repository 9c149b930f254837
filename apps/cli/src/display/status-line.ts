import type { WatchUpdate } from '@batch-status/node';
import type { Ansis } from 'ansis';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { countsOf, padRight, type Alignment } from './alignment.ts';
import { drawBar } from './bar.ts';
import { formatDuration, formatRange } from '../text/duration.ts';
import type { Glyphs } from './glyphs.ts';
import { formatRate } from '../text/rate.ts';
import { describePending, inWords, stateOf, type Watched } from './watched.ts';

export interface LineStyle {
  glyphs: Glyphs;
  color: Ansis;
}

const widestBar = 30;
const narrowestBar = 8;
/** In a terminal narrower than this, a problem is shown instead of the batch id. */
const narrow = 60;

/** Describes a batch in one line that fits the terminal. */
export function statusLine(
  watched: Watched,
  now: number,
  columns: number,
  style: LineStyle,
  alignment: Alignment,
): string {
  const { batchId, update, pending, failure } = watched;
  if (update && !failure) {
    return progressLine(watched, update, now, columns, style, alignment);
  }
  const text = pending && !failure ? describePending(pending, now) : describeEnd(watched);
  const problem = pending?.problem ?? failure;
  const label = problem && columns < narrow ? '' : `${padRight(batchId, alignment.batchId)} `;
  const line = sliceAnsi(label + text, 0, columns);
  return failure ? style.color.red(line) : line;
}

function describeEnd(watched: Watched): string {
  const { update, failure } = watched;
  const known = update ? `${countsOf(watched)} ` : '';
  return `${known}${stateOf(watched)}${failure ? `: ${failure.message}` : ''}`;
}

/** In a narrow terminal, the least important parts are left out, then batch id, state, and bar. */
function progressLine(
  watched: Watched,
  update: WatchUpdate,
  now: number,
  columns: number,
  style: LineStyle,
  alignment: Alignment,
): string {
  const { glyphs, color } = style;
  const separator = ` ${color.dim(glyphs.separator)} `;
  const { essential, others } = partsOf(update, now, style);
  const counts = countsOf(watched).padStart(alignment.counts);
  const least = [counts, ...essential].join(separator);
  const roomAfter = (head: string, tail: string): number => columns - stringWidth(head + tail) - 1;
  const state = `${color.bold(padRight(stateOf(watched), alignment.state))} `;
  const head = [`${padRight(watched.batchId, alignment.batchId)} ${state}`, state, ''].find(
    (candidate) => roomAfter(candidate, least) >= narrowestBar,
  );
  if (head === undefined) return sliceAnsi(least, 0, columns);
  const width = Math.min(barWidth(columns), roomAfter(head, least));
  let tail = least;
  for (const part of others) {
    const longer = tail + separator + part;
    if (roomAfter(head, longer) < width) break;
    tail = longer;
  }
  const { batch, progress } = update;
  return `${head}${drawBar(batch, progress.unaccounted, width, glyphs, color)} ${tail}`;
}

/** Depends only on the terminal: a bar whose width follows the text beside it is misleading. */
const barWidth = (columns: number): number =>
  Math.min(widestBar, Math.max(narrowestBar, Math.floor(columns / 5)));

/** The parts beside the bar and the counts, the most important first. */
function partsOf(
  { batch, progress, problem, receivedAt, nextCheckAt }: WatchUpdate,
  now: number,
  { glyphs, color }: LineStyle,
): { essential: string[]; others: string[] } {
  const { unaccounted, throughput, timeLeft } = progress;
  const age = `${formatDuration(now - receivedAt)} old`;
  const over = nextCheckAt === undefined;
  const others = [
    batch.failed > 0 ? color.red(`${batch.failed} failed`) : '0 failed',
    unaccounted > 0 ? `${unaccounted} unaccounted` : '',
    timeLeft ? `${formatRange(timeLeft.low, timeLeft.high, glyphs.dash)} left` : '',
    throughput === undefined ? '' : formatRate(throughput),
    problem || over ? '' : age,
    over ? '' : `next in ${formatDuration(nextCheckAt - now)}`,
    over ? '' : `${batch.active} active`,
    over ? '' : `${batch.waiting} waiting`,
    `${batch.completed} completed`,
  ];
  return {
    essential: problem ? [color.yellow(`${inWords(problem.code)}, ${age}`)] : [],
    others: others.filter((part) => part !== ''),
  };
}
