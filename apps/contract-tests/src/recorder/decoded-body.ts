import {
  ContentCodingError,
  decodeContentAsync,
  decodeText,
} from '@batch-status/conformance/analysis';

/** The text of a body. */
export type DecodedBody =
  | { text: string; size: number }
  /** The coding is not supported, or the bytes are damaged, not text, or larger than the limit. */
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
    return { text: decodeText(decoded, contentType), size: decoded.length };
  } catch (error) {
    const isTooLarge = error instanceof ContentCodingError && error.reason === 'too-large';
    return { fault: isTooLarge ? 'too-large' : 'undecodable' };
  }
}
