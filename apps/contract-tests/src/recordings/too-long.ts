import { RecordingError } from '@batch-status/conformance';

/** How many bytes an entry may have. What is made of it takes several times as much memory. */
export const longestEntry = 128_000_000;

export function tooLong(entry: number, file: string): RecordingError {
  return new RecordingError(
    `Entry ${entry} of ${file} is larger than ${longestEntry / 1e6} MB, which cannot be read.`,
  );
}
