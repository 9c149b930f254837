import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const unpackers: Record<string, Unpack> = {
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  zstd: promisify(zstdDecompress),
  identity: (bytes) => Promise.resolve(bytes),
};

/** What the bytes of a body say. */
export type DecodedBody =
  | { text: string; size: number }
  /** In an encoding that nobody knows, damaged, no text, or larger than the limit. */
  | { fault: 'undecodable' | 'too-large' };

/**
 * Undoes `content-encoding` and the charset of a body.
 *
 * @param limit In bytes: a small body can be packed so that it fills all memory.
 */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
  contentType: string | undefined,
  limit: number,
): Promise<DecodedBody> {
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  const codings = (contentEncoding ?? '').toLowerCase().split(',', 9);
  try {
    let inner = bytes;
    // An answer without a body, as that to HEAD, says how it would have been packed.
    for (const coding of bytes.length > 0 ? codings.toReversed() : []) {
      const name = coding.trim();
      if (name !== '') inner = await unpackers[name]!(inner, { maxOutputLength: limit });
    }
    const text = new TextDecoder(charset, { fatal: true }).decode(inner);
    return { text, size: inner.length };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return { fault: isTooLarge ? 'too-large' : 'undecodable' };
  }
}
