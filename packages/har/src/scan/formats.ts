import type { EntrySpans } from './entry-spans.ts';
import { HarEntries } from './har-entries.ts';
import { Lines } from './lines.ts';
import type { Chunk } from './chunk-memory.ts';

/** How a format has its entries. */
export interface Format {
  /**
   * Finds the entries that are whole in the next bytes of a file.
   *
   * @returns where what it could not use begins. That has to be at the beginning of what comes next.
   * @throws RecordingError, after the entries before it, where the file stops being a recording.
   */
  find(chunk: Chunk, entries: EntrySpans): number;
  /**
   * @param isUsed Whether the last bytes were used.
   * @throws RecordingError if the file was none, or not a whole one.
   */
  end(isUsed: boolean): void;
}

/** What HAR 1.2 calls the members of an entry, of which the first begins a line of NDJSON. */
const membersOfEntry = new Set([
  'cache',
  'comment',
  'connection',
  'pageref',
  'request',
  'response',
  'serverIPAddress',
  'startedDateTime',
  'time',
  'timings',
]);

/** A HAR and NDJSON with a HAR entry a line are told apart by their beginning. */
export function formatOf(file: string, { bytes, start, end }: Chunk): Format {
  const beginning = bytes.toString('latin1', start, Math.min(start + 1000, end));
  const [, first] = /^\s*\{\s*"(\w+)"\s*:/.exec(beginning) ?? [];
  const isOwn = first?.startsWith('_') && !/"log"\s*:\s*\{/.test(beginning);
  return isOwn || membersOfEntry.has(first ?? '') ? new Lines(file) : new HarEntries(file);
}
