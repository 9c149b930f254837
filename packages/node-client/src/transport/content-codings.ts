import type { Duplex } from 'node:stream';

/** Loaded at the first coded body: few servers code a body as small as a batch. */
const zlib = () => process.getBuiltinModule('node:zlib');

/** A `Map`, because an object would also find a coding named `constructor`. */
const decoders: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ['gzip', () => zlib().createGunzip()],
  ['x-gzip', () => zlib().createGunzip()],
  ['br', () => zlib().createBrotliDecompress()],
  // RFC 9659, section 3, limits the window to 8 MiB. Otherwise the sender decides on the memory.
  [
    'zstd',
    () => zlib().createZstdDecompress({ params: { [zlib().constants.ZSTD_d_windowLogMax]: 23 } }),
  ],
]);

/** The `accept-encoding` of requests. */
export const acceptedCodings = 'gzip, br, zstd';

/** The most codings of one body. Each takes memory and a thread, and servers use at most two. */
const maxCodings = 5;

export interface ContentCoding {
  /** Creates the decoders of a body, from the last coding to the first. Empty if it is not coded. */
  decode: readonly (() => Duplex)[];
  /** The codings in the header, if they cannot be decoded. */
  unknown?: string;
}

const notCoded: ContentCoding = { decode: [] };

/**
 * Parses how a body is coded.
 *
 * @param header The `content-encoding` header, or `null`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-8.4 | RFC 9110, section 8.4}
 */
export function readContentCoding(header: string | null): ContentCoding {
  if (header === null) return notCoded;
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const decode = names.map((name) => decoders.get(name)).toReversed();
  const known = decode.every((decoder) => decoder !== undefined);
  return known && decode.length <= maxCodings
    ? { decode }
    : { decode: [], unknown: names.join(', ') };
}
