import stringWidth from 'string-width';

/** A column beside the batch id and its state. */
export type ColumnName =
  | 'bar'
  | 'counts'
  | 'percent'
  | 'next'
  | 'failed'
  | 'unaccounted'
  | 'left'
  | 'end'
  | 'elapsed'
  | 'rate'
  | 'age'
  | 'active'
  | 'waiting'
  | 'completed';

/** From left to right. */
const inOrder: readonly ColumnName[] = [
  ...(['bar', 'counts', 'percent', 'next', 'failed', 'unaccounted', 'left', 'end'] as const),
  ...(['elapsed', 'rate', 'age', 'active', 'waiting', 'completed'] as const),
];

/** The width of `119m left (high)`. */
const shortLeft = 16;
/** The width of `119 min left (medium)`. */
export const longLeft = 21;

/** The least widths of the columns, in the order in which they are given room. */
const byImportance: readonly (readonly [ColumnName, width: number])[] = [
  ['next', 8],
  ['counts', 7],
  ['left', shortLeft],
  ['bar', 6],
  ['failed', 9],
  ['left', longLeft],
  ['bar', 8],
  // With the range.
  ['left', 28],
  ['percent', 5],
  ['end', 11],
  ['left', 34],
  ['unaccounted', 0],
  ['elapsed', 12],
  ['rate', 8],
  ['age', 8],
  ['active', 8],
  ['waiting', 9],
  ['completed', 11],
];

/** Those on the left, which must never move: their widths do not depend on the others. */
const fixed: ReadonlySet<ColumnName> = new Set(['bar', 'counts', 'percent', 'next']);

/** The width of `scheduled`, `finishing`, and `cancelled`. */
const widestState = 9;
const widestBar = 30;
/** In a narrower terminal, texts are shorter and closer together. */
export const wide = 130;
/** The width of `next in 59 min`. */
const wideNext = 14;
/** What an id leaves to the state, the next request, counts of four digits, and the time left. */
const essentials = 46;
/** The least columns that tell ids apart. */
const shortestId = 12;

type Widths = Record<ColumnName, number>;

/** The columns that are shown, with the width of each column. */
export type Layout = Readonly<Widths> & {
  batchId: number;
  state: number;
  /** The spaces between two columns. */
  gap: number;
  shown: readonly ColumnName[];
};

/**
 * Decides which columns fit a terminal. Widths only grow: columns that become narrower and wider
 * again would jump from one frame to the next.
 */
export class Columns {
  readonly #widths = new Map<string, number>();

  /** Makes room for the texts of a line. */
  fit(texts: Readonly<Partial<Record<ColumnName | 'batchId', string>>>): void {
    for (const [name, text] of Object.entries(texts)) {
      this.#widths.set(name, Math.max(this.#widthOf(name), stringWidth(text)));
    }
  }

  layout(columns: number): Layout {
    const batchId = this.#idWidth(columns);
    const gap = columns < wide ? 1 : 2;
    const room = columns - batchId - 1 - widestState;
    const least = (name: ColumnName, width: number): number => {
      if (name === 'next') return columns < wide ? width : wideNext;
      return name === 'counts' ? Math.max(width, this.#widthOf(name)) : width;
    };
    // As if no text were longer than usual, so that it does not matter which texts are.
    const planned = withMore(noWidths, room, gap, least);
    const widths = { ...noWidths };
    for (const name of fixed) widths[name] = planned[name];
    if (widths.bar > 0) {
      widths.bar += Math.min(room - total(planned, gap), widestBar - widths.bar);
    }
    const all = withMore(widths, room, gap, (name, width) =>
      fixed.has(name) ? 0 : Math.max(width, this.#widthOf(name)),
    );
    const shown = inOrder.filter((name) => all[name] > 0);
    return { ...all, batchId, state: widestState, gap, shown };
  }

  #widthOf(name: string): number {
    return this.#widths.get(name) ?? 0;
  }

  /** At most three tenths of the terminal and what the rest leaves, but enough to recognize an id. */
  #idWidth(columns: number): number {
    const least = Math.min(shortestId, Math.floor(columns / 2));
    const most = Math.max(least, Math.min(columns - essentials, Math.floor(columns * 0.3)));
    return Math.max(1, Math.min(this.#widthOf('batchId'), most));
  }
}

const noWidths = Object.fromEntries(inOrder.map((name) => [name, 0])) as Widths;

const total = (widths: Widths, gap: number): number =>
  inOrder.reduce((sum, name) => sum + (widths[name] && gap + widths[name]), 0);

/** Adds the most important columns that fit beside those with a width. */
function withMore(
  given: Widths,
  room: number,
  gap: number,
  widthOf: (name: ColumnName, usual: number) => number,
): Widths {
  let widths = given;
  for (const [name, usual] of byImportance) {
    const width = widthOf(name, usual);
    const wider = { ...widths, [name]: width };
    if (width > 0 && total(wider, gap) <= room) widths = wider;
  }
  return widths;
}
