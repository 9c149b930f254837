import { entriesOf } from './entries.ts';

/** Entries that follow each other in a recording, as a thread can be given them. */
export interface Batch {
  file: string;
  /** The index of the first in the file. */
  first: number;
  /** Their JSON, one after the other. */
  bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each of them ends. */
  ends: number[];
  /** Whether it is one entry that needs more memory than batches have. */
  isLarge: boolean;
}

const batchBytes = 128 * 1024;

/** Memory for batches, which is used again and again: to have it freed and given anew takes more. */
export class BatchMemory {
  readonly #free: Batch['bytes'][] = [];

  take(least: number): Batch['bytes'] {
    if (least > batchBytes) return new Uint8Array(new SharedArrayBuffer(least));
    return this.#free.pop() ?? new Uint8Array(new SharedArrayBuffer(batchBytes));
  }

  giveBack(bytes: Batch['bytes']): void {
    if (bytes.length === batchBytes) this.#free.push(bytes);
  }
}

/**
 * The entries of a recording in batches.
 *
 * @throws RecordingError after the last whole entry where the file stops being a recording, InputError
 * if it cannot be read.
 */
export async function* batchesOf(
  file: string,
  memory: BatchMemory,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Batch> {
  let batch: Batch = { file, first: 0, bytes: memory.take(0), ends: [], isLarge: false };
  let used = 0;
  try {
    for await (const entries of entriesOf(file, onRead)) {
      for (const entry of entries) {
        if (used + entry.length > batch.bytes.length) {
          const first = batch.first + batch.ends.length;
          if (first > batch.first) yield batch;
          const bytes = memory.take(entry.length);
          batch = { file, first, bytes, ends: [], isLarge: bytes.length > batchBytes };
          used = 0;
        }
        batch.bytes.set(entry, used);
        used += entry.length;
        batch.ends.push(used);
      }
    }
  } catch (error) {
    if (used > 0) yield batch;
    throw error;
  }
  if (used > 0) yield batch;
}
