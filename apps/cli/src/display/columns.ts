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
  | 'confidence'
  | 'end'
  | 'elapsed'
  | 'rate'
  | 'age'
  | 'active'
  | 'waiting'
  | 'completed';

/** The least width of each column, in the order in which they are given room. */
const byImportance: readonly (readonly [ColumnName, width: number])[] = [
  ['next', 9],
  ['counts', 7],
  ['bar', 8],
  ['failed', 8],
  ['left', 14],
  ['percent', 5],
  ['end', 11],
  ['confidence', 8],
  ['unaccounted', 0],
  ['elapsed', 8],
  ['rate', 8],
  ['age', 8],
  ['active', 8],
  ['waiting', 9],
  ['completed', 11],
];

/** From left to right. */
const inOrder: readonly ColumnName[] = [
  ...(['bar', 'counts', 'percent', 'next', 'failed', 'unaccounted', 'left', 'confidence'] as const),
  ...(['end', 'elapsed', 'rate', 'age', 'active', 'waiting', 'completed'] as const),
];

/** The width of `scheduled`, `finishing`, and `cancelled`. */
const widestState = 9;
const widestBar = 30;
/** In a narrower terminal, texts are shorter and closer together. */
export const wide = 100;

/** A column with its width. A width of 0 means that it is not shown. */
export type Layout = Readonly<Record<ColumnName, number>> & {
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
    const widths = Object.fromEntries(inOrder.map((name) => [name, 0])) as Record<
      ColumnName,
      number
    >;
    const gap = columns < wide ? 1 : 2;
    let room = columns - batchId - 1 - widestState;
    for (const [name, least] of byImportance) {
      const width = Math.max(least, this.#widthOf(name));
      if (width === 0 || gap + width > room) continue;
      if (name === 'confidence' && widths.left === 0) continue;
      widths[name] = width;
      room -= gap + width;
    }
    if (widths.bar > 0) {
      // Depends only on the terminal and the widths: a bar that follows its text is misleading.
      widths.bar += Math.max(0, Math.min(room, widestBar - widths.bar));
    }
    const shown = inOrder.filter((name) => widths[name] > 0);
    return { ...widths, batchId, state: widestState, gap, shown };
  }

  #widthOf(name: string): number {
    return this.#widths.get(name) ?? 0;
  }

  /** At most three tenths of the terminal, but never too little to recognize an id. */
  #idWidth(columns: number): number {
    const most = Math.max(Math.min(12, Math.floor(columns / 2)), Math.floor(columns * 0.3));
    return Math.max(1, Math.min(this.#widthOf('batchId'), most));
  }
}
