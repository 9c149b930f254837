import { mediaTypeOf, parameterOf } from './media-type.ts';

/**
 * The text that bytes encode.
 *
 * @param contentType The value of the header `content-type`. Its charset is UTF-8 by default. A byte
 * order mark takes precedence over it.
 * @throws TypeError or RangeError if the bytes are not valid in the charset, or it is unknown.
 * @see {@link https://encoding.spec.whatwg.org/#decode | Encoding Standard, decode}
 * @example
 * ```ts
 * import { decodeText } from '@batch-status/conformance/analysis';
 *
 * console.log(decodeText(new Uint8Array([0xe9]), 'text/plain; charset=iso-8859-1')); // é
 * ```
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = charsetOfMark(bytes) ?? parameterOf(contentType, 'charset') ?? 'utf-8';
  return new TextDecoder(charset, { fatal: true }).decode(bytes);
}

/**
 * The same, but as lenient as browsers: an unknown charset is UTF-8, and text without a charset that is
 * not UTF-8 is Latin-1, the default of HTTP until 2014.
 *
 * @throws TypeError if the bytes are not text.
 */
export function decodeRecordedText(bytes: Uint8Array, contentType: string | undefined): string {
  try {
    return decodeText(bytes, contentType);
  } catch (error) {
    if (error instanceof RangeError) return decodeText(bytes, undefined);
    const isPlain = parameterOf(contentType, 'charset') === undefined;
    if (!isPlain || !mediaTypeOf(contentType)?.startsWith('text/')) throw error;
    return new TextDecoder('latin1', { fatal: true }).decode(bytes);
  }
}

function charsetOfMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}
