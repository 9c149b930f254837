import type { Ansis } from 'ansis';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { countsOf, padRight, type Alignment } from './alignment.ts';
import { drawBar } from './bar.ts';
import type { Update } from '../session/client.ts';
import { formatDuration, formatRange } from '../text/duration.ts';
import type { Glyphs } from './glyphs.ts';
import { formatRate } from '../text/rate.ts';
import { describePending, inWords, standing, type Watched } from './watched.ts';

export interface LineStyle {
  glyphs: Glyphs;
  colour: Ansis;
}

const widestBar = 30;
const narrowestBar = 8;
/** Below this width, what is wrong is worth more than the batch id. */
const narrow = 60;

/** One line on a batch, that fits the terminal. */
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
  const wrong = pending?.problem ?? failure;
  const label = wrong && columns < narrow ? '' : `${padRight(batchId, alignment.batchId)} `;
  const line = sliceAnsi(label + text, 0, columns);
  return failure ? style.colour.red(line) : line;
}

function describeEnd(watched: Watched): string {
  const { update, failure } = watched;
  const known = update ? `${countsOf(watched)} ` : '';
  return `${known}${standing(watched)}${failure ? `: ${failure.message}` : ''}`;
}

/** What is least important goes first, then the batch id, the standing and the bar. */
function progressLine(
  watched: Watched,
  update: Update,
  now: number,
  columns: number,
  style: LineStyle,
  alignment: Alignment,
): string {
  const { glyphs, colour } = style;
  const separator = ` ${colour.dim(glyphs.separator)} `;
  const { essential, others } = partsOf(update, now, style);
  const counted = countsOf(watched).padStart(alignment.counted);
  const least = [counted, ...essential].join(separator);
  const roomAfter = (head: string, tail: string): number => columns - stringWidth(head + tail) - 1;
  const state = `${colour.bold(padRight(standing(watched), alignment.standing))} `;
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
  return `${head}${drawBar(batch, progress.unaccounted, width, glyphs, colour)} ${tail}`;
}

/** By the terminal alone: a bar that grows and shrinks with the words beside it tells nothing. */
const barWidth = (columns: number): number =>
  Math.min(widestBar, Math.max(narrowestBar, Math.floor(columns / 5)));

/** What there is to say beside the bar and the count, the most important first. */
function partsOf(
  { batch, progress, problem, receivedAt, nextCheckAt }: Update,
  now: number,
  { glyphs, colour }: LineStyle,
): { essential: string[]; others: string[] } {
  const { unaccounted, throughput, timeLeft } = progress;
  const age = `${formatDuration(now - receivedAt)} old`;
  const over = nextCheckAt === undefined;
  const others = [
    batch.failed > 0 ? colour.red(`${batch.failed} failed`) : '0 failed',
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
    essential: problem ? [colour.yellow(`${inWords(problem.code)}, ${age}`)] : [],
    others: others.filter((part) => part !== ''),
  };
}
