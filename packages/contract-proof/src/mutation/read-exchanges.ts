import type { Exchange } from '@batch-status/conformance';

import { readHar } from '@batch-status/har';

/**
 * Reads all exchanges of several recordings into memory.
 *
 * @throws RecordingError or FileError if a recording cannot be read to its end.
 */
export async function readExchanges(files: readonly string[]): Promise<Exchange[][]> {
  const recordings: Exchange[][] = [];
  for (const file of files) {
    const exchanges: Exchange[] = [];
    for await (const exchange of readHar(file)) exchanges.push(exchange);
    recordings.push(exchanges);
  }
  return recordings;
}
