import { RecordingError } from '@batch-status/conformance';

import { chunksOf } from './chunks.ts';
import { EntrySpans } from './entry-spans.ts';
import { checkLength, longestEntry } from './faults.ts';
import { formatOf, type Format } from './formats.ts';
import { Leftover } from './leftover.ts';
import type { Chunk, ChunkMemory } from './memory.ts';
import type { Outline } from './outline.ts';

/** Entries that follow each other in a recording, as a thread can be given them. */
export interface Batch {
  file: string;
  /** The index of the first in the file. */
  first: number;
  count: number;
  /** Where in the bytes they have what is wanted of them. */
  spans: Int32Array;
  bytes: Chunk['bytes'];
}

/**
 * The entries of a recording in batches, whatever its format; it may be packed. What is held in memory
 * does not grow with the file. The memory of each batch is for its receiver to give back.
 *
 * @param outline What is wanted of each entry.
 * @param onRead Told how many bytes of the file were read.
 * @throws RecordingError after the last whole entry where the file stops being a recording, InputError
 * if it cannot be read.
 */
export function batchesOf(
  file: string,
  outline: Outline,
  memory: ChunkMemory,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Batch> {
  return batchesIn(file, chunksOf(file, memory, onRead), outline, memory);
}

/**
 * The same, of a file's chunks.
 *
 * @param longest How many bytes an entry may have.
 */
export async function* batchesIn(
  file: string,
  chunks: AsyncIterable<Chunk>,
  outline: Outline,
  memory: ChunkMemory,
  longest: number = longestEntry,
): AsyncGenerator<Batch> {
  const leftover = new Leftover(memory);
  const entries = new EntrySpans(outline);
  let format: Format | undefined;
  let first = 0;

  function* found(chunk: Chunk): Generator<Batch> {
    const { bytes, end } = chunk;
    let failure: unknown;
    try {
      format ??= formatOf(file, chunk);
      leftover.keep(bytes.subarray(format.find(chunk, entries), end));
    } catch (error) {
      failure = error;
    }
    const { count } = entries;
    if (count > 0) yield { file, first, count, spans: entries.take(), bytes };
    else memory.giveBack(bytes);
    first += count;
    if (failure !== undefined) throw failure;
  }

  for await (const next of chunks) {
    for (const chunk of leftover.before(next)) {
      checkLength(chunk.end - chunk.start, first, file, longest);
      yield* found(chunk);
    }
    checkLength(leftover.length, first, file, longest);
  }
  if (!format) throw new RecordingError(`${file} is empty.`);
  format.end(leftover.length === 0);
}
