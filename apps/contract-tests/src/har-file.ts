import { exchangeFromHarEntry, RecordingError, type Exchange } from '@batch-status/conformance';

import { readText } from './files.ts';

/**
 * The exchanges of a recording, in the order in which they were recorded.
 *
 * @throws RecordingError if the file is no HAR 1.2, InputError if it cannot be read.
 */
export async function* readHar(file: string): AsyncGenerator<Exchange> {
  for (const [index, entry] of entriesOf(await readText(file), file).entries()) {
    yield exchangeFromHarEntry(entry, { file, entry: index });
  }
}

function entriesOf(text: string, file: string): unknown[] {
  let har: { log?: { entries?: unknown } } | null;
  try {
    har = JSON.parse(text);
  } catch {
    // The platform's reason quotes what was recorded.
    throw new RecordingError(`${file} is not JSON, so it is no HAR. Was it recorded to its end?`);
  }
  const entries = har?.log?.entries;
  if (Array.isArray(entries)) return entries;
  throw new RecordingError(
    `${file} has no log.entries, so it is no HAR. If it is the body of a response, add --response <status>.`,
  );
}
