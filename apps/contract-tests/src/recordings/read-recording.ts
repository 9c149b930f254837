import { exchangeFromHarEntry, RecordingError, type Exchange } from '@batch-status/conformance';

import { withAttachedBody } from './attached-body.ts';
import { entriesOf } from './entries.ts';

/**
 * The exchanges of a recording, in the order in which they were recorded.
 *
 * @param onRead Told how many bytes of the file were read.
 * @throws RecordingError where the file stops being a recording, InputError if it cannot be read.
 */
export async function* readRecording(
  file: string,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Exchange> {
  let entry = 0;
  for await (const entries of entriesOf(file, onRead)) {
    for (const bytes of entries) yield exchangeFrom(bytes, file, entry++);
  }
}

/** @throws RecordingError if the bytes are no entry of a HAR. */
export function exchangeFrom(bytes: Buffer, file: string, entry: number): Exchange {
  let recorded: unknown;
  try {
    recorded = JSON.parse(bytes.toString('utf8'));
  } catch {
    // The platform's reason quotes what was recorded.
    throw new RecordingError(
      `Entry ${entry} of ${file} is not JSON. Was its recording cut off, or edited?`,
    );
  }
  return exchangeFromHarEntry(withAttachedBody(recorded, file), { file, entry });
}
