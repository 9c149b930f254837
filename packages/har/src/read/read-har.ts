import type { Exchange } from '@batch-status/conformance';

import type { HeaderNames } from './exchange-outline.ts';
import { HarReader } from './har-reader.ts';

export interface ReadOptions {
  /** The headers to read. Default: all of them. */
  headers?: HeaderNames;
  /** Called with the number of bytes of the file that were read. */
  onRead?: (bytes: number) => void;
}

/**
 * The exchanges of a recording, in the order in which they were recorded.
 *
 * @throws RecordingError where the file stops being a recording, FileError if it cannot be read.
 */
export async function* readHar(
  file: string,
  { headers, onRead }: ReadOptions = {},
): AsyncGenerator<Exchange> {
  await using reader = new HarReader(headers);
  for await (const group of reader.groups(file, onRead)) {
    yield* reader.exchanges(group);
    reader.release(group);
  }
}
