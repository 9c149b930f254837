import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

import { RecordingError } from '@batch-status/conformance';

import { FileError } from '../file-error.ts';
import { chunkBytes, type Chunk, type ChunkMemory } from './chunk-memory.ts';

/**
 * Reads a file in chunks, without a byte order mark. A gzip file is decompressed. The caller gives the
 * memory of each chunk back.
 *
 * @param onRead Called with the number of bytes of the file that were read, before decompression.
 * @param name Its name in messages.
 * @throws FileError if it cannot be read, RecordingError if it cannot be decompressed to its end.
 */
export async function* chunksOf(
  file: string,
  memory: ChunkMemory,
  onRead: (bytes: number) => void = () => undefined,
  name: string = file,
): AsyncGenerator<Chunk> {
  try {
    await using handle = await open(file);
    const start = await startOf(handle);
    const chunks = isGzip(start)
      ? unpacked(file, name, memory, onRead)
      : plain(handle, memory, onRead);
    let first = true;
    for await (const chunk of chunks) {
      yield first ? withoutMark(name, chunk) : chunk;
      first = false;
    }
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new FileError(`${name} cannot be read (${code}).`, { cause: error });
  }
}

async function startOf(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return buffer.subarray(0, bytesRead);
}

const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** Reads the next chunk while the caller uses this one. */
async function* plain(
  handle: FileHandle,
  memory: ChunkMemory,
  onRead: (bytes: number) => void,
): AsyncGenerator<Chunk> {
  let position = 0;
  const next = async (): Promise<Chunk> => {
    const { bytes, start } = memory.take();
    const { bytesRead } = await handle.read(bytes, start, chunkBytes, position);
    const end = start + bytesRead;
    bytes[end] = 0;
    return { bytes, start, end };
  };
  let reading = next();
  try {
    for (;;) {
      const chunk = await reading;
      const length = chunk.end - chunk.start;
      if (length === 0) return;
      position += length;
      reading = next();
      // It can fail before it is awaited, and an unhandled rejection would end the process.
      reading.catch(() => undefined);
      onRead(length);
      yield chunk;
    }
  } finally {
    // A file must not be closed during a read. A caller that stops early does not need the error.
    const unused = await reading.catch(() => undefined);
    if (unused) memory.giveBack(unused.bytes);
  }
}

async function* unpacked(
  file: string,
  name: string,
  memory: ChunkMemory,
  onRead: (bytes: number) => void,
): AsyncGenerator<Chunk> {
  const gunzip = createGunzip({ chunkSize: chunkBytes, finishFlush: constants.Z_FINISH });
  const source = createReadStream(file, { highWaterMark: chunkBytes / 4 });
  source.on('data', (chunk) => onRead(chunk.length));
  // The loop below receives its error.
  pipeline(source, gunzip, () => undefined);
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      const { bytes, start } = memory.take();
      const end = start + piece.copy(bytes, start);
      bytes[end] = 0;
      yield { bytes, start, end };
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    const what = code === 'Z_BUF_ERROR' ? 'ends too early' : 'is damaged';
    throw new RecordingError(`${name} is a gzip file that ${what} (${code}).`, { cause: error });
  }
}

function withoutMark(file: string, chunk: Chunk): Chunk {
  const { bytes, start } = chunk;
  const [first, second, third] = bytes.subarray(start, start + 3);
  if (first === 0xef && second === 0xbb && third === 0xbf) return { ...chunk, start: start + 3 };
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new RecordingError(`${file} is UTF-16. Save it as UTF-8.`);
  }
  return chunk;
}
