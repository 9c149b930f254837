import { exchangeFromHarEntry, type Exchange } from '@batch-status/conformance';

import { withAttachedBody } from './attached-body.ts';
import { batchesOf, type Batch } from './batches.ts';
import { countIn, entryIn } from './entry-spans.ts';
import { ChunkMemory } from './memory.ts';

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
  for await (const batch of batchesOf(file, memory, onRead)) {
    for (let index = 0; index < countIn(batch.spans); index++) yield exchangeIn(batch, index);
    memory.giveBack(batch.bytes);
  }
}

/**
 * @param without The span of what the exchange has no need of.
 * @throws RecordingError if the entry is no exchange.
 */
export function exchangeIn(batch: Batch, index: number, without?: number): Exchange {
  const { file, first, bytes, spans } = batch;
  const entry = entryIn(bytes, spans, index, without);
  return exchangeFromHarEntry(withAttachedBody(entry, file), { file, entry: first + index });
}
