import type { Update } from '@batch-status/fetch';
import type { Ansis } from 'ansis';
import stringWidth from 'string-width';
import { drawBar } from './bar.ts';
import { clip } from './clip.ts';
import { formatDuration, formatRange } from './duration.ts';
import type { Glyphs } from './glyphs.ts';
import { formatRate } from './rate.ts';

export interface LineStyle {
  glyphs: Glyphs;
  colour: Ansis;
}

const widestBar = 30;
const narrowestBar = 8;

/** All that an update says, for a line as long as it needs. */
export function describeUpdate(update: Update, { glyphs }: LineStyle): string {
  const { batch, progress, phase, problem } = update;
  const { completed, failed, active, waiting, total } = batch;
  const { done, unaccounted, throughput, timeLeft } = progress;
  return [
    `${phase}: ${done} of ${total} done (${completed} completed, ${failed} failed)`,
    `${active} active`,
    `${waiting} waiting`,
    `${unaccounted} unaccounted`,
    ...(throughput === undefined ? [] : [formatRate(throughput, 'calls')]),
    ...(timeLeft ? [`${formatRange(timeLeft.low, timeLeft.high, glyphs.dash)} left`] : []),
    ...(problem ? [`problem: ${problem.message}`] : []),
  ].join(', ');
}

/**
 * One line that fits the terminal: what is least important goes first, then the label, the phase
 * and the bar.
 */
export function statusLine(
  label: string,
  update: Update,
  now: number,
  columns: number,
  style: LineStyle,
): string {
  const { glyphs, colour } = style;
  const { batch, phase, progress } = update;
  const separator = ` ${colour.dim(glyphs.separator)} `;
  const { essential, others } = partsOf(update, now, style);
  const least = essential.join(separator);
  const roomAfter = (head: string, tail: string): number => columns - stringWidth(head + tail) - 1;
  const head = [`${label} ${colour.bold(phase)} `, `${colour.bold(phase)} `, ''].find(
    (candidate) => roomAfter(candidate, least) >= narrowestBar,
  );
  if (head === undefined) return clip(least, columns);
  const width = Math.min(barWidth(columns), roomAfter(head, least));
  let tail = least;
  for (const part of others) {
    const longer = tail + separator + part;
    if (roomAfter(head, longer) < width) break;
    tail = longer;
  }
  return `${head}${drawBar(batch, progress.unaccounted, width, glyphs, colour)} ${tail}`;
}

/** By the terminal alone: a bar that grows and shrinks with the words beside it tells nothing. */
const barWidth = (columns: number): number =>
  Math.min(widestBar, Math.max(narrowestBar, Math.floor(columns / 5)));

/** What there is to say beside the bar, the most important first. */
function partsOf(
  { batch, progress, problem, receivedAt, nextCheckAt }: Update,
  now: number,
  { glyphs, colour }: LineStyle,
): { essential: string[]; others: string[] } {
  const { done, unaccounted, throughput, timeLeft } = progress;
  const age = `${formatDuration(now - receivedAt)} old`;
  const counted = `${done}/${batch.total}`;
  const essential = problem
    ? [counted, colour.yellow(`${problem.code.replaceAll('_', ' ')}, ${age}`)]
    : [counted];
  const others = [
    batch.failed > 0 ? colour.red(`${batch.failed} failed`) : '0 failed',
    timeLeft ? `${formatRange(timeLeft.low, timeLeft.high, glyphs.dash)} left` : '',
    `${batch.active} active`,
    unaccounted > 0 ? `${unaccounted} unaccounted` : '',
    throughput === undefined ? '' : formatRate(throughput),
    `${batch.waiting} waiting`,
    `${batch.completed} completed`,
    problem ? '' : age,
    nextCheckAt === undefined ? '' : `next in ${formatDuration(nextCheckAt - now)}`,
  ];
  return { essential, others: others.filter((part) => part !== '') };
}
