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

/** What an update says, part by part, the most important first. */
export function describeUpdate(update: Update, { glyphs, colour }: LineStyle): string[] {
  const { batch, progress } = update;
  const { throughput, timeLeft, unaccounted, done } = progress;
  return [
    `${done}/${batch.total}`,
    batch.failed > 0 ? colour.red(`${batch.failed} failed`) : '0 failed',
    timeLeft ? `${formatRange(timeLeft.low, timeLeft.high, glyphs.dash)} left` : '',
    `${batch.completed} completed`,
    `${batch.active} active`,
    `${batch.waiting} waiting`,
    unaccounted > 0 ? `${unaccounted} unaccounted` : '',
    throughput === undefined ? '' : formatRate(throughput),
  ].filter((part) => part !== '');
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
  const parts = [
    ...(problem ? [colour.yellow(problem.code.replaceAll('_', ' '))] : []),
    ...describeUpdate(update, style),
    `${formatDuration(now - receivedAt)} old`,
    nextCheckAt === undefined ? '' : `next in ${formatDuration(nextCheckAt - now)}`,
  ].filter((part) => part !== '');
  const head = `${label} ${colour.bold(phase)} `;
  const fits = (): boolean =>
    stringWidth(head + parts.join(separator)) + narrowestBar + 1 <= columns;
  while (parts.length > 1 && !fits()) parts.pop();
  const tail = parts.join(separator);
  const room = columns - stringWidth(head + tail) - 1;
  if (room < narrowestBar) return tail;
  const width = Math.min(widestBar, room);
  return `${head}${drawBar(batch, progress.unaccounted, width, glyphs, colour)} ${tail}`;
}

/** `2.5/s`, or by the minute where calls end seldom. */
function formatRate(perSecond: number): string {
  return perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
}
