/**
 * Finds the wanted parts of a JSON value in bytes, in one pass and without parsing it. Their positions
 * are spans, each a start and an end. Both are 0 if a part is absent.
 */
export interface SpanFinder {
  /** The number of spans that it writes. */
  readonly spans: number;
  /** Whether the value that begins at this position is of the kind that it searches. */
  isIn(bytes: Buffer, start: number): boolean;
  /**
   * Searches the value that begins at `from`.
   *
   * @param spans Where to write the spans, from `base` on. There, all must be 0.
   * @returns the end of the value, or a negative number as `valueEnd` does.
   */
  find(bytes: Buffer, from: number, spans: Int32Array, base: number): number;
  /** Makes a value of the parts that were found, and nothing else. */
  made(bytes: Buffer, spans: Int32Array, base: number): unknown;
}
