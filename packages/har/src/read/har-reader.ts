import { exchangeFromHarEntry, RecordingError, type Exchange } from '@batch-status/conformance';

import type { Outline } from '../json/outline.ts';
import { ChunkMemory } from '../scan/chunk-memory.ts';
import { chunksOf } from '../scan/chunks.ts';
import { isArchive, type Extracted } from '../scan/archive.ts';
import { withAttachedBodies } from './attached-body.ts';
import { entryGroupsIn, entryGroupsOf, type EntryGroup } from './entry-groups.ts';
import { exchangeOutline, type HeaderNames } from './exchange-outline.ts';

/**
 * Reads recordings in groups of entries, so that several threads can share the work: one thread reads
 * the groups and posts some of them to others, and each thread makes exchanges of its groups. All
 * readers that share groups must want the same headers.
 */
export class HarReader implements AsyncDisposable {
  readonly #outline: Outline;
  readonly #memory = new ChunkMemory();
  readonly #extracted: Extracted[] = [];

  /** @param headers The headers to read. Default: all of them. */
  constructor(headers?: HeaderNames) {
    this.#outline = exchangeOutline(headers);
  }

  /**
   * The entries of a recording in groups, whatever its format; the file may be compressed with gzip, or be
   * a zip archive with one HAR and its bodies. The contents of an archive stay in a temporary folder until
   * the reader is disposed of, because groups refer to them.
   *
   * The memory in use does not grow with the file as long as each group is released.
   *
   * @param onRead Called with the number of bytes of the file that were read.
   * @throws RecordingError after the last whole entry where the file stops being a recording, FileError
   * if it cannot be read.
   */
  async *groups(file: string, onRead?: (bytes: number) => void): AsyncGenerator<EntryGroup> {
    if (!(await isArchive(file))) {
      yield* entryGroupsOf(file, this.#outline, this.#memory, onRead);
      return;
    }
    const { extract } = await import('../scan/extract.ts');
    const extracted = await extract(file);
    this.#extracted.push(extracted);
    const { folder, recording } = extracted;
    const chunks = chunksOf(recording, this.#memory, undefined, file);
    yield* entryGroupsIn({ file, folder }, chunks, this.#outline, this.#memory);
  }

  /** Removes the contents of archives. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const extracted of this.#extracted.splice(0)) await extracted[Symbol.asyncDispose]();
  }

  /**
   * The exchanges of a group, in order.
   *
   * @param onUnusable Called with the reason if an entry is not an exchange; the next one follows.
   * @throws RecordingError if an entry is not an exchange, and there is no `onUnusable`.
   */
  *exchanges(group: EntryGroup, onUnusable?: (error: RecordingError) => void): Generator<Exchange> {
    const { file, folder, first, count, spans } = group;
    // A posted buffer arrives as a plain array of bytes.
    const bytes = Buffer.from(group.bytes.buffer);
    const outline = this.#outline;
    for (let index = 0; index < count; index++) {
      const entry = outline.made(bytes, spans, 2 * outline.spans * index);
      const source = { file, entry: first + index };
      let exchange: Exchange;
      try {
        exchange = exchangeFromHarEntry(withAttachedBodies(entry, folder), source);
      } catch (error) {
        if (!onUnusable || !(error instanceof RecordingError)) throw error;
        onUnusable(error);
        continue;
      }
      yield exchange;
    }
  }

  /** Uses the memory of a group that this reader has read for another one. */
  release({ bytes }: EntryGroup): void {
    this.#memory.giveBack(bytes);
  }
}
