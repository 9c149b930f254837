import { exchangeFromHarEntry, type Exchange } from '@batch-status/conformance';

import { withAttachedBody } from './attached-body.ts';
import { batchesOf, type Batch } from './batches.ts';
import { exchangeOutline } from './exchange-outline.ts';
import { ChunkMemory } from './memory.ts';
import type { Outline } from './outline.ts';

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
  const memory = new ChunkMemory();
  const outline = exchangeOutline();
  for await (const batch of batchesOf(file, outline, memory, onRead)) {
    for (let index = 0; index < batch.count; index++) yield exchangeIn(batch, index, outline);
    memory.giveBack(batch.bytes);
  }
}

/**
 * @param outline The one that the batch was found with.
 * @throws RecordingError if the entry is no exchange.
 */
export function exchangeIn(batch: Batch, index: number, outline: Outline): Exchange {
  const { file, first, bytes, spans } = batch;
  const entry = outline.made(bytes, spans, 2 * outline.spans * index);
  return exchangeFromHarEntry(withAttachedBody(entry, file), { file, entry: first + index });
}
