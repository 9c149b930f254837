import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

import { RecordingError } from '@batch-status/conformance';

import { unreadable } from '../input-error.ts';

const chunkSize = 256 * 1024;

/**
 * The bytes of a file in chunks, unpacked if it is a gzip file, without a byte order mark. A chunk
 * is valid until the next one is asked for.
 *
 * @param onRead Told how many bytes of the file were read, packed as they may be.
 * @throws InputError if it cannot be read, RecordingError if it cannot be unpacked to its end.
 */
export async function* bytesOf(
  file: string,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  try {
    await using handle = await open(file);
    const start = await startOf(handle);
    const chunks = isGzip(start) ? unpacked(file, onRead) : plain(handle, onRead);
    let first = true;
    for await (const chunk of chunks) {
      yield first ? withoutMark(file, chunk) : chunk;
      first = false;
    }
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw unreadable(file, error);
  }
}

async function startOf(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return buffer.subarray(0, bytesRead);
}

const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

/**
 * Reads into two buffers in turn: a stream's new buffer for every chunk costs memory, and while one is
 * used the system fills the other.
 */
async function* plain(handle: FileHandle, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)] as const;
  let position = 0;
  let reading = handle.read(buffers[0], 0, chunkSize, position);
  try {
    for (let turn = 1; ; turn ^= 1) {
      const { buffer, bytesRead } = await reading;
      if (bytesRead === 0) return;
      position += bytesRead;
      reading = handle.read(buffers[turn as 0 | 1], 0, chunkSize, position);
      onRead(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    // A file must not be closed while it is read, and who stops early does not hear of a failure.
    await reading.catch(() => undefined);
  }
}

async function* unpacked(file: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize, finishFlush: constants.Z_FINISH });
  const source = createReadStream(file, { highWaterMark: chunkSize / 4 });
  source.on('data', (chunk) => onRead(chunk.length));
  // Its error arrives with the chunks.
  pipeline(source, gunzip, () => undefined);
  try {
    yield* gunzip;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    const what = code === 'Z_BUF_ERROR' ? 'ends too early' : 'is damaged';
    throw new RecordingError(`${file} is a gzip file that ${what} (${code}).`, { cause: error });
  }
}

function withoutMark(file: string, chunk: Buffer): Buffer {
  if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return chunk.subarray(3);
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)) {
    throw new RecordingError(`${file} is UTF-16; a recording is UTF-8. Save it as that.`);
  }
  return chunk;
}
