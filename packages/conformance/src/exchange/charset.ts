import { parameterOf } from './media-type.ts';

/**
 * The text that bytes encode.
 *
 * @param contentType The value of the header `content-type`. Its charset is UTF-8 by default.
 * @throws TypeError or RangeError if the bytes are not valid in the charset, or it is unknown.
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = parameterOf(contentType, 'charset') ?? 'utf-8';
  return new TextDecoder(charset, { fatal: true }).decode(bytes);
}
