import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { RecordingError } from '@batch-status/conformance';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

import { FileError } from '../file-error.ts';
import type { Extracted } from './archive.ts';

/** In bytes, after decompression: a small archive can expand to fill the disk. */
const largestContents = 4_000_000_000;
const mostFiles = 100_000;

/**
 * Extracts a recording with its bodies from a zip archive, as Playwright saves it. Folders in the archive are
 * left out, because a recording refers only to files beside it.
 *
 * @param limit The most bytes that the contents may have.
 * @throws RecordingError if the archive has not exactly one recording, or is damaged or too large.
 */
export async function extract(file: string, limit: number = largestContents): Promise<Extracted> {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const archive = await openPromise(file);
    const recordings: string[] = [];
    let [files, bytes] = [0, 0];
    try {
      for await (const entry of archive.eachEntry()) {
        const { fileName, uncompressedSize } = entry;
        bytes += uncompressedSize;
        if (++files > mostFiles || bytes > limit) {
          throw new RecordingError(
            `${file} contains more than ${mostFiles} files or ${limit} bytes, the most that is extracted.`,
          );
        }
        if (fileName !== basename(fileName)) continue;
        const path = join(folder, fileName);
        await extractEntry(archive, entry, path);
        if (/\.har$/i.test(fileName)) recordings.push(path);
      }
    } finally {
      archive.close();
    }
    const [recording, another] = recordings;
    if (recording === undefined || another !== undefined) {
      throw new RecordingError(
        `${file} is a zip archive with ${recordings.length} recordings; there must be one .har file, not in a folder.`,
      );
    }
    return { folder, recording, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    if (error instanceof RecordingError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && !code.startsWith('Z_')) {
      throw new FileError(`${file} cannot be extracted (${code}).`, { cause: error });
    }
    throw new RecordingError(`${file} is a zip archive that is damaged: ${message}.`, {
      cause: error,
    });
  }
}

async function extractEntry(archive: ZipFile, entry: Entry, path: string): Promise<void> {
  // No other user of the machine may read the traffic, and a name must not occur twice.
  await pipeline(
    await archive.openReadStreamPromise(entry),
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
}
