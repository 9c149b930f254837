import { RecordingError } from '@batch-status/conformance';

/** The most bytes that an entry may have. Parsing it takes several times as much memory. */
export const longestEntry = 128_000_000;

/** @throws RecordingError if an entry has more bytes than can be read. */
export function checkLength(bytes: number, entry: number, file: string, longest: number): void {
  if (bytes <= longest) return;
  throw new RecordingError(
    `Entry ${entry} of ${file} is larger than ${longest / 1e6} MB, the most that can be read.`,
  );
}

export function notJson(entry: number, file: string): RecordingError {
  return new RecordingError(
    `Entry ${entry} of ${file} is not JSON. Was the recording cut off, or edited?`,
  );
}
