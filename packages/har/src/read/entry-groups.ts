import { dirname } from 'node:path';

import { RecordingError } from '@batch-status/conformance';

import { chunksOf } from '../scan/chunks.ts';
import { EntrySpans } from '../scan/entry-spans.ts';
import { checkLength, longestEntry } from '../scan/faults.ts';
import type { Format } from '../scan/format.ts';
import { formatOf } from '../scan/format-of.ts';
import { Leftover } from '../scan/leftover.ts';
import { isLarge, type Chunk, type ChunkMemory } from '../scan/chunk-memory.ts';
import type { Outline } from '../json/outline.ts';

/** Entries that follow one another in a recording. They can be posted to another thread. */
export interface EntryGroup {
  file: string;
  /** The folder of the bodies that entries refer to. */
  folder: string;
  /** The index of the first entry in the file. */
  first: number;
  count: number;
  /** Whether the entries take more memory than groups usually do. */
  isLarge: boolean;
  /** Where the wanted members of each entry are in the bytes. */
  spans: Int32Array;
  bytes: Chunk['bytes'];
}

/** Some entries of a group. They share its memory. */
export function entriesFrom(group: EntryGroup, index: number, count?: number): EntryGroup {
  const perEntry = group.spans.length / group.count;
  const entries = count ?? group.count - index;
  const spans = group.spans.slice(index * perEntry, (index + entries) * perEntry);
  return { ...group, first: group.first + index, count: entries, spans };
}

/**
 * The entries of a recording in groups. The caller gives the memory of each group back.
 *
 * @param outline The members to find in each entry.
 */
export function entryGroupsOf(
  file: string,
  outline: Outline,
  memory: ChunkMemory,
  onRead?: (bytes: number) => void,
): AsyncGenerator<EntryGroup> {
  return entryGroupsIn({ file }, chunksOf(file, memory, onRead), outline, memory);
}

/** A recording, by its name in messages. */
export interface NamedRecording {
  file: string;
  /** The folder of the bodies that entries refer to. Default: the folder of the file. */
  folder?: string;
}

/**
 * The entries in the chunks of a file.
 *
 * @param longest The most bytes that an entry may have.
 */
export async function* entryGroupsIn(
  { file, folder = dirname(file) }: NamedRecording,
  chunks: AsyncIterable<Chunk>,
  outline: Outline,
  memory: ChunkMemory,
  longest: number = longestEntry,
): AsyncGenerator<EntryGroup> {
  const leftover = new Leftover(memory);
  const entries = new EntrySpans(outline);
  let format: Format | undefined;
  let first = 0;

  function* found(chunk: Chunk): Generator<EntryGroup> {
    const { bytes, end } = chunk;
    let failure: unknown;
    try {
      format ??= formatOf(file, chunk);
      leftover.keep(bytes.subarray(format.find(chunk, entries), end));
    } catch (error) {
      failure = error;
    }
    const { count } = entries;
    if (count > 0)
      yield { file, folder, first, count, isLarge: isLarge(bytes), spans: entries.take(), bytes };
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
