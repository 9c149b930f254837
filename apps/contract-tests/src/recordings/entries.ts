import { RecordingError } from '@batch-status/conformance';

import { bytesOf } from './bytes.ts';
import { HarEntries } from './har-entries.ts';
import { Lines } from './lines.ts';

/** How the exchanges of a format are found in chunks of bytes. */
interface Format {
  /** The JSON of each exchange that ends in this chunk, valid until the next one is asked for. */
  in(chunk: Buffer): Iterable<Buffer>;
  /** Those that only the end of the file ends. */
  end(): Iterable<Buffer>;
}

/**
 * The JSON of each exchange in a recording, in the order in which they were recorded. A HAR and NDJSON
 * with a HAR entry a line are told apart by their beginning; both may be packed. What is held in
 * memory does not grow with the file. Comes in groups that are valid until the next one is asked for,
 * as each element of one is until the next.
 *
 * @param onRead Told how many bytes of the file were read.
 * @throws RecordingError where the file stops being a recording, InputError if it cannot be read.
 */
export async function* entriesOf(
  file: string,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Iterable<Buffer>> {
  let format: Format | undefined;
  for await (const chunk of bytesOf(file, onRead)) {
    format ??= formatOf(file, chunk);
    yield format.in(chunk);
  }
  if (!format) throw new RecordingError(`${file} is empty.`);
  yield format.end();
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

function formatOf(file: string, start: Buffer): Format {
  const [, first] = /^\s*\{\s*"(\w+)"\s*:/.exec(start.toString('latin1', 0, 1000)) ?? [];
  const isEntry = first !== undefined && (first.startsWith('_') || membersOfEntry.has(first));
  return isEntry ? new Lines(file) : new HarEntries(file);
}
