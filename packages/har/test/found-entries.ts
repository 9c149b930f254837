import { RecordingError } from '@batch-status/conformance';

import { entryGroupsIn, type EntryGroup } from '../src/read/entry-groups.ts';
import { exchangeOutline } from '../src/read/exchange-outline.ts';
import { ChunkMemory, type Chunk } from '../src/scan/chunk-memory.ts';

const outline = exchangeOutline();

/** The groups that are found in bytes that arrive in pieces, cut at these positions. */
async function* groupsCut(bytes: Buffer, cuts: number[]): AsyncGenerator<EntryGroup> {
  const memory = new ChunkMemory();
  async function* chunks(): AsyncGenerator<Chunk> {
    let from = 0;
    for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
      if (to <= from || to > bytes.length) continue;
      const { bytes: block, start } = memory.take();
      // The previous content of the memory must not matter.
      block.fill('{"', start);
      const end = start + bytes.copy(block, start, from, to);
      block[end] = 0;
      yield { bytes: block, start, end };
      from = to;
    }
  }
  yield* entryGroupsIn({ file: 'a.har' }, chunks(), outline, memory);
}

/** The entries that are found, and why reading failed after them. */
export async function found(
  bytes: Buffer,
  cuts: number[] = [],
): Promise<{ entries: object[]; failure?: string }> {
  const entries: object[] = [];
  try {
    for await (const group of groupsCut(bytes, cuts)) {
      const { bytes: block, spans, count } = group;
      for (let index = 0; index < count; index++) {
        entries.push(outline.made(block, spans, 2 * outline.spans * index));
      }
      block.fill(0);
    }
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    return { entries, failure: error.message };
  }
  return { entries };
}
