import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Entry } from './record.ts';
import { root } from './run.ts';

const text = await readFile(join(root, 'recordings/valid/from-start-to-end.har'), 'utf8');
const { entries } = (JSON.parse(text) as { log: { entries: Entry[] } }).log;

/** The number of entries for each batch. */
export const entriesPerBatch: number = entries.length;

/** This number of consecutive batches. One of ten has an error. */
export function* manyEntries(batches: number): Generator<Entry> {
  for (let batch = 0; batch < batches; batch++) {
    for (const [index, entry] of entries.entries()) {
      const { request, response } = entry;
      const url = request.url.replace('batch_1', `batch_${batch}`);
      const at = Date.parse(entry.startedDateTime) + batch * 1000;
      const copy = { ...entry, startedDateTime: new Date(at).toISOString() };
      copy.request = { ...request, url };
      if (batch % 10 === 0 && index === 3) copy.response = { ...response, status: 302 };
      // Repeating the first response makes the batch go backward.
      if (batch % 10 === 0 && index === 20) copy.response = entries[0]!.response;
      yield copy;
    }
  }
}

/** Writes a recording of this number of batches. If it is cut off, the last entry is incomplete. */
export async function writeMany(file: string, batches: number, isCut = false): Promise<void> {
  function* pieces(): Generator<string> {
    yield '{"log":{"entries":[';
    let separator = '';
    for (const entry of manyEntries(batches)) {
      yield separator + JSON.stringify(entry);
      separator = ',';
    }
    yield isCut ? ',{"startedDateTime":' : ']}}';
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file));
}
