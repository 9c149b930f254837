import { RecordingError } from '@batch-status/conformance';

/** How many bytes an entry may have. What is made of it takes several times as much memory. */
export const longestEntry = 128_000_000;

/** @throws RecordingError if an entry has more bytes than can be judged. */
export function checkLength(bytes: number, entry: number, file: string, longest: number): void {
  if (bytes <= longest) return;
  throw new RecordingError(
    `Entry ${entry} of ${file} is larger than ${longest / 1e6} MB, which cannot be read.`,
  );
}

export function notJson(entry: number, file: string): RecordingError {
  return new RecordingError(
    `Entry ${entry} of ${file} is not JSON. Was its recording cut off, or edited?`,
  );
}
