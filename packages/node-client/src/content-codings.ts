import type { Duplex } from 'node:stream';
// As a whole: an older Node, which has no Zstandard, must get as far as being refused.
import zlib from 'node:zlib';

/** A `Map`, because an object would know a coding named `constructor` too. */
const decoders: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['br', () => zlib.createBrotliDecompress()],
  // A larger window is memory that the sender decides on: RFC 9659, section 3.
  [
    'zstd',
    () => zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: 23 } }),
  ],
]);

/** What a request says that it can read. */
export const acceptedCodings = 'gzip, br, zstd';

/** Each of them takes memory and a thread; nobody sends more than two. */
const most = 5;

export interface ContentCoding {
  /** Makes what decodes a body, from the last coding to the first; none for one sent as it is. */
  decode: readonly (() => Duplex)[];
  /** What cannot be decoded, in the header's own words. */
  unknown?: string;
}

const asItIs: ContentCoding = { decode: [] };

/**
 * How a body was coded.
 *
 * @param header `content-encoding`, as sent.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-8.4 | RFC 9110, section 8.4}
 */
export function readContentCoding(header: string | null): ContentCoding {
  if (header === null) return asItIs;
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const decode = names.map((name) => decoders.get(name)).toReversed();
  const known = decode.every((decoder) => decoder !== undefined);
  return known && decode.length <= most ? { decode } : { decode: [], unknown: names.join(', ') };
}
