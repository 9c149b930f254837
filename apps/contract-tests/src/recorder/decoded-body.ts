import {
  ContentCodingError,
  decodeContentAsync,
  decodeText,
  isText,
} from '@batch-status/conformance/analysis';

/** The text of a body, or its bytes. */
export type DecodedBody =
  | { text: string; size: number }
  /** It is not text. */
  | { bytes: Uint8Array; size: number }
  /** The coding is not supported, or the bytes are damaged or larger than the limit. */
  | { fault: 'undecodable' | 'too-large' };

/**
 * Undoes the content codings and the charset of a body.
 *
 * @param limit The largest decoded body, in bytes: a small one can expand to fill all memory.
 */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
  contentType: string | undefined,
  limit: number,
): Promise<DecodedBody> {
  try {
    const decoded = await decodeContentAsync(bytes, contentEncoding, limit);
    const size = decoded.length;
    if (!isText(contentType) && isBinary(decoded, contentType)) return { bytes: decoded, size };
    return { text: decodeText(decoded, contentType), size };
  } catch (error) {
    const isTooLarge = error instanceof ContentCodingError && error.reason === 'too-large';
    return { fault: isTooLarge ? 'too-large' : 'undecodable' };
  }
}

/** JSON writes each of these characters in six. */
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000E-\u001F]/;

function isBinary(bytes: Uint8Array, contentType: string | undefined): boolean {
  try {
    return control.test(decodeText(bytes, contentType));
  } catch {
    return true;
  }
}
