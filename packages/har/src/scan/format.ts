import type { Chunk } from './chunk-memory.ts';
import type { EntrySpans } from './entry-spans.ts';

/** A way to write entries into a file. */
export interface Format {
  /**
   * Finds the entries that end in the next bytes of a file.
   *
   * @returns the position of the first byte that was not used. The next bytes must begin with it.
   * @throws RecordingError, after the entries before it, where the file stops being a recording.
   */
  find(chunk: Chunk, entries: EntrySpans): number;
  /**
   * @param isUsed Whether all bytes were used.
   * @throws RecordingError if the file is not a recording, or not a whole one.
   */
  end(isUsed: boolean): void;
}
