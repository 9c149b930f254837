import type { Update } from '@batch-status/fetch';
import type { Ansis } from 'ansis';
import stringWidth from 'string-width';
import { drawBar } from './bar.ts';
import { formatDuration, formatRange } from './duration.ts';
import type { Glyphs } from './glyphs.ts';

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
    ...(throughput === undefined ? [] : [formatRate(throughput)]),
    ...(timeLeft ? [`${formatRange(timeLeft.low, timeLeft.high, glyphs.dash)} left`] : []),
    ...(problem ? [`problem: ${problem.message}`] : []),
  ].join(', ');
}

/**
 * One line that fits the terminal: what is least important goes first, and the bar takes what is
 * left.
 */
export function statusLine(
  label: string,
  update: Update,
  now: number,
  columns: number,
  style: LineStyle,
): string {
  const { glyphs, colour } = style;
  const { batch, phase, problem, progress, receivedAt, nextCheckAt } = update;
  const separator = ` ${colour.dim(glyphs.separator)} `;
  const { done, unaccounted, throughput, timeLeft } = progress;
  const parts = [
    problem ? colour.yellow(problem.code.replaceAll('_', ' ')) : '',
    `${done}/${batch.total}`,
    batch.failed > 0 ? colour.red(`${batch.failed} failed`) : '0 failed',
    timeLeft ? `${formatRange(timeLeft.low, timeLeft.high, glyphs.dash)} left` : '',
    `${batch.active} active`,
    unaccounted > 0 ? `${unaccounted} unaccounted` : '',
    throughput === undefined ? '' : formatRate(throughput),
    `${batch.waiting} waiting`,
    `${batch.completed} completed`,
    `${formatDuration(now - receivedAt)} old`,
    nextCheckAt === undefined ? '' : `next in ${formatDuration(nextCheckAt - now)}`,
  ].filter((part) => part !== '');
  const head = `${label} ${colour.bold(phase)} `;
  const fits = (): boolean =>
    stringWidth(head + parts.join(separator)) + narrowestBar + 1 <= columns;
  while (parts.length > 1 && !fits()) parts.pop();
  const tail = parts.join(separator);
  const room = columns - stringWidth(head + tail) - 1;
  if (room < narrowestBar) return parts[0]!.slice(0, columns);
  const width = Math.min(widestBar, room);
  return `${head}${drawBar(batch, progress.unaccounted, width, glyphs, colour)} ${tail}`;
}

/** `2.5/s`, or by the minute where calls end seldom. */
function formatRate(perSecond: number): string {
  return perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
}
