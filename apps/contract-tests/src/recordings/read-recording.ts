import { exchangeFromHarEntry, RecordingError, type Exchange } from '@batch-status/conformance';

import { bytesOf } from './bytes.ts';
import { HarEntries } from './har-entries.ts';
import { Lines } from './lines.ts';

/** How the exchanges of a format are found in chunks of bytes. */
interface Texts {
  /** The JSON text of each exchange that ends in this chunk. */
  in(chunk: Buffer): Iterable<string>;
  /** Those that only the end of the file ends. */
  end(): Iterable<string>;
}

/**
 * The exchanges of a recording, in the order in which they were recorded. A HAR and NDJSON with a
 * HAR entry a line are told apart by their beginning; both may be packed by gzip. What is held in
 * memory does not grow with the file.
 *
 * @param onRead Told how many bytes of the file were read.
 * @throws RecordingError where the file stops being a recording, InputError if it cannot be read.
 */
export async function* readRecording(
  file: string,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Exchange> {
  let texts: Texts | undefined;
  let entry = 0;
  for await (const chunk of bytesOf(file, onRead)) {
    texts ??= textsIn(file, chunk);
    for (const text of texts.in(chunk)) yield exchangeFrom(text, file, entry++);
  }
  if (!texts) throw new RecordingError(`${file} is empty.`);
  for (const text of texts.end()) yield exchangeFrom(text, file, entry++);
}

function exchangeFrom(text: string, file: string, entry: number): Exchange {
  let recorded: unknown;
  try {
    recorded = JSON.parse(text);
  } catch {
    // The platform's reason quotes what was recorded.
    throw new RecordingError(
      `Entry ${entry} of ${file} is not JSON. Was its recording cut off, or edited?`,
    );
  }
  return exchangeFromHarEntry(recorded, { file, entry });
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

function textsIn(file: string, start: Buffer): Texts {
  const [, first] = /^\s*\{\s*"(\w+)"\s*:/.exec(start.toString('latin1', 0, 1000)) ?? [];
  const isEntry = first !== undefined && (first.startsWith('_') || membersOfEntry.has(first));
  return isEntry ? new Lines() : new HarEntries(file);
}
