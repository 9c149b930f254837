import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { formatDuration, formatEstimate, formatRange, withShortUnit } from '../text/duration.ts';
import type { LocalTime } from '../text/local-time.ts';
import { formatRate } from '../text/rate.ts';
import { drawBar } from './bar.ts';
import { longLeft, wide, type ColumnName, type Layout } from './columns.ts';
import type { Glyphs } from '../display/glyphs.ts';
import type { Palette } from './palette.ts';
import { shortenEnd, shortenMiddle } from './shorten.ts';
import {
  askedToWait,
  countsOf,
  elapsedOf,
  endOf,
  inWords,
  isOver,
  nextOf,
  percentOf,
  problemOf,
  stateOf,
  timeLeftOf,
  type Watched,
} from '../display/watched.ts';

export interface LineStyle {
  glyphs: Glyphs;
  palette: Palette;
  time: LocalTime;
}

/** What the columns of a line contain, except the bar and the time left, which fill their columns. */
export type Texts = Partial<Record<ColumnName | 'batchId', string>>;

export function textsOf(
  watched: Watched,
  now: number,
  columns: number,
  { time }: Pick<LineStyle, 'time'>,
): Texts {
  const { batchId, update, failure } = watched;
  if (!update || failure) return { batchId };
  const { batch, progress, receivedAt } = update;
  const { unaccounted, throughput } = progress;
  const elapsed = elapsedOf(watched, now);
  const over = isOver(watched);
  return {
    batchId,
    counts: countsOf(watched),
    percent: percentOf(watched),
    next: shortNext(watched, now, columns),
    failed: `${batch.failed} failed`,
    unaccounted: unaccounted > 0 ? `${unaccounted} unaccounted` : '',
    end: endOf(watched, now, time),
    elapsed: elapsed === undefined ? '' : `${over ? 'took' : 'for'} ${formatDuration(elapsed)}`,
    rate: throughput === undefined ? '' : formatRate(throughput),
    age: over ? '' : `${formatDuration(now - receivedAt)} old`,
    active: over ? '' : `${batch.active} active`,
    waiting: over ? '' : `${batch.waiting} waiting`,
    completed: `${batch.completed} completed`,
  };
}

/** Describes a batch in one line that fits the terminal. */
export function statusLine(
  watched: Watched,
  now: number,
  columns: number,
  style: LineStyle,
  layout: Layout,
): string {
  const { glyphs, palette } = style;
  const id = pad(shortenMiddle(watched.batchId, layout.batchId, glyphs.ellipsis), layout.batchId);
  const room = columns - layout.batchId - 1;
  const rest = restOfLine(watched, now, room, columns, style, layout);
  const isWrong = watched.failure !== undefined;
  return sliceAnsi(`${id} ${isWrong ? palette.problem(rest) : rest}`, 0, columns);
}

function restOfLine(
  watched: Watched,
  now: number,
  room: number,
  columns: number,
  style: LineStyle,
  layout: Layout,
): string {
  const { glyphs, palette } = style;
  const { ellipsis } = glyphs;
  const { update, failure, pending } = watched;
  if (failure) {
    return shortenEnd(glyphs.plain(`${stateOf(watched)}: ${failure.message}`), room, ellipsis);
  }
  const next = shortNext(watched, now, columns);
  const problem = problemOf(watched);
  const asked = askedToWait(watched, now, style.time);
  const message = glyphs.plain(watched.problem ?? '');
  if (!update) {
    if (!problem) return shortenEnd(stateOf(watched), room, ellipsis);
    const since = watched.failingSince ?? pending?.waitingSince ?? now;
    const parts = [inWords(problem.code), next, asked, `for ${formatDuration(now - since)}`];
    return palette.problem(joined([...parts, message], room, ellipsis));
  }
  const state = palette.strong(pad(shortenEnd(stateOf(watched), room, ellipsis), layout.state));
  const texts = textsOf(watched, now, columns, style);
  const cells = (names: readonly ColumnName[]): string =>
    names
      .map((name) => ' '.repeat(layout.gap) + cell(name, watched, now, texts, style, layout))
      .join('');
  if (!problem) return `${state}${cells(layout.shown)}  ${asked}`.trimEnd();
  // What is wrong and when the next request is take the place of the columns that say less.
  const age = `${formatDuration(now - update.receivedAt)} old`;
  const parts = [inWords(problem.code), next, asked, age, message];
  const headOf = (names: readonly ColumnName[]): string =>
    `${state}${cells(layout.shown.filter((name) => names.includes(name)))} `;
  const heads = [headOf(['bar', 'counts']), headOf(['counts']), `${state} `, ''];
  const fits = (head: string, count: number): boolean =>
    stringWidth(head + parts.slice(0, count).filter(Boolean).join(', ')) <= room;
  const head =
    heads.slice(0, 3).find((each) => fits(each, asked === '' ? 4 : 3)) ??
    heads.find((each) => fits(each, 2)) ??
    '';
  return head + palette.problem(joined(parts, room - stringWidth(head), ellipsis));
}

/** The first parts that fit. The last one may be cut, if enough of it remains. */
function joined(parts: readonly string[], room: number, ellipsis: string): string {
  let text = '';
  for (const part of parts) {
    if (part === '') continue;
    const longer = text === '' ? part : `${text}, ${part}`;
    if (stringWidth(longer) > room) {
      const left = room - stringWidth(text);
      return text === '' || left >= leastPart ? shortenEnd(longer, room, ellipsis) : text;
    }
    text = longer;
  }
  return text;
}

const leastPart = 12;
const toRight: ReadonlySet<ColumnName> = new Set(['counts', 'percent', 'failed']);

/**
 * The most that is known about the time left and fits: `14 min left (1–67 min, low)`, or
 * `14m left (low)` in a narrow column.
 */
function leftIn(width: number, watched: Watched, now: number, { dash }: Glyphs): string {
  const left = timeLeftOf(watched, now);
  if (!left) return '';
  const { likely, low, high, confidence } = left;
  const estimate = formatEstimate(likely);
  const short = confidence === 'medium' ? 'med' : confidence;
  const long = [
    `${estimate} left (${formatRange(low, high, dash)}, ${confidence})`,
    `${estimate} left (${confidence})`,
  ];
  // Lines below each other have the same units.
  const forms = width < longLeft ? [`${withShortUnit(estimate)} left (${short})`] : long;
  return forms.find((form) => stringWidth(form) <= width) ?? '';
}

function cell(
  name: ColumnName,
  watched: Watched,
  now: number,
  texts: Texts,
  { glyphs, palette }: LineStyle,
  layout: Layout,
): string {
  const { batch, progress } = watched.update!;
  if (name === 'bar') {
    return drawBar(batch, progress.unaccounted, layout.bar, glyphs, palette);
  }
  const width = layout[name];
  const content = name === 'left' ? leftIn(width, watched, now, glyphs) : (texts[name] ?? '');
  const text = toRight.has(name) ? content.padStart(width) : pad(content, width);
  return name === 'failed' && batch.failed > 0 ? palette.failed(text) : text;
}

const shortNext = (watched: Watched, now: number, columns: number): string =>
  nextOf(watched, now, columns < wide ? 'short' : 'long');

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));
