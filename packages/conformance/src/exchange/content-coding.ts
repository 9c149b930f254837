import { promisify } from 'node:util';
// As a whole: Node before 22.15 has no Zstandard, and an import of its name would fail there.
import zlib from 'node:zlib';

/** Why content could not be decoded. */
export class ContentCodingError extends Error {
  override readonly name = 'ContentCodingError';
  readonly reason: 'unsupported' | 'malformed' | 'too-large';

  constructor(reason: ContentCodingError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * Undoes the codings of a body, from the last to the first.
 *
 * @param contentEncoding The value of the header `content-encoding`.
 * @param limit The largest result, in bytes: a small body can expand to fill all memory.
 * @throws ContentCodingError if a coding is not supported, or the bytes are malformed or too large.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-8.4 | RFC 9110, section 8.4}
 *
 * @example
 * ```ts
 * import { gzipSync } from 'node:zlib';
 * import { decodeContent } from '@batch-status/conformance/analysis';
 *
 * console.log(decodeContent(gzipSync('text'), 'gzip', 1_000_000).toString()); // text
 * ```
 */
export function decodeContent(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limit: number,
): Buffer {
  const steps = decodingSteps(bytes, contentEncoding, limit);
  let step = steps.next();
  while (!step.done) {
    const { method, input, options } = step.value;
    try {
      step = steps.next(zlib[`${method}Sync`](input, options) as unknown as Output);
    } catch (error) {
      step = steps.throw(error);
    }
  }
  return step.value;
}

/**
 * Undoes the codings of a recorded body. A recorder may have undone them already, so the bytes count as
 * coded only if they are coded data from the first byte to the last.
 *
 * @returns `undefined` if the bytes are not coded; a fault if they are coded, but cannot be decoded.
 */
export function decodeRecorded(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limit: number,
): { bytes: Buffer } | { fault: ContentCodingError['reason'] } | undefined {
  if (!contentEncoding) return undefined;
  const steps = decodingSteps(bytes, contentEncoding, limit);
  try {
    let step = steps.next();
    if (step.done) return undefined;
    while (!step.done) {
      const { method, input, options } = step.value;
      try {
        const output = zlib[`${method}Sync`](input, options) as unknown as Output;
        if (isUnmarked(method) && output.engine.bytesWritten < input.length) return undefined;
        step = steps.next(output);
      } catch (error) {
        step = steps.throw(error);
      }
    }
    return { bytes: step.value };
  } catch (error) {
    if (!(error instanceof ContentCodingError)) throw error;
    const { reason } = error;
    return reason === 'too-large' || hasMark(bytes) ? { fault: reason } : undefined;
  }
}

/** Whether data of this kind has no mark at its start, so that it can be mistaken for text. */
const isUnmarked = (method: Step['method']): boolean =>
  method === 'inflateRaw' || method === 'brotliDecompress';

/** Whether the bytes begin as gzip or Zstandard data do, and no text does. */
function hasMark(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  return bytes.readUInt16BE() === 0x1f8b || bytes.readUInt32LE() === 0xfd2fb528;
}

/**
 * Does what {@link decodeContent} does, but in another thread, so that other work goes on.
 *
 * @param contentEncoding The value of the header `content-encoding`.
 * @param limit The largest result, in bytes: a small body can expand to fill all memory.
 * @throws ContentCodingError if a coding is not supported, or the bytes are malformed or too large.
 * @example
 * ```ts
 * import { gzipSync } from 'node:zlib';
 * import { decodeContentAsync } from '@batch-status/conformance/analysis';
 *
 * const body = await decodeContentAsync(gzipSync('text'), 'gzip', 1_000_000);
 * console.log(body.toString()); // text
 * ```
 */
export async function decodeContentAsync(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limit: number,
): Promise<Buffer> {
  const steps = decodingSteps(bytes, contentEncoding, limit);
  let step = steps.next();
  while (!step.done) {
    const { method, input, options } = step.value;
    try {
      const decompress = promisify(zlib[method] as unknown as Decompress);
      step = steps.next(await decompress(input, options));
    } catch (error) {
      step = steps.throw(error);
    }
  }
  return step.value;
}

/** A call of zlib, which the caller makes either synchronously or asynchronously. */
interface Step {
  method: 'gunzip' | 'inflate' | 'inflateRaw' | 'brotliDecompress' | 'zstdDecompress';
  input: Buffer;
  options: { maxOutputLength: number; info: true; params?: Record<number, number> };
}

type Decompress = (
  input: Buffer,
  options: Step['options'],
  callback: (error: Error | null, output: Output) => void,
) => void;

/** What zlib returns with the option `info`. */
interface Output {
  buffer: Buffer;
  /** Its `bytesWritten` counts the bytes of the input that were read. */
  engine: { bytesWritten: number };
}

type Decoder = (input: Buffer, limit: number) => Generator<Step, Buffer, Output>;

/** A `Map`, because an object would have a coding named `constructor` too. */
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', withMethod(() => 'gunzip')],
  ['x-gzip', withMethod(() => 'gunzip')],
  ['br', withMethod(() => 'brotliDecompress')],
  // By RFC 9110 it has a zlib header, but some servers leave that out.
  ['deflate', withMethod((input) => (hasZlibHeader(input) ? 'inflate' : 'inflateRaw'))],
  ...(typeof zlib.zstdDecompress === 'function' ? [['zstd', decodeZstd] as const] : []),
]);

/** Each coding multiplies what a small body can expand to. Servers use one or two. */
const mostCodings = 5;

function* decodingSteps(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limit: number,
): Generator<Step, Buffer, Output> {
  // A response to HEAD names the coding of a body that it does not have.
  if (bytes.length === 0) return bytes;
  let decoded = bytes;
  for (const { name, decoder } of decodersFor(contentEncoding)) {
    try {
      decoded = yield* decoder(decoded, limit);
    } catch (error) {
      throw explained(error, name, limit);
    }
  }
  return decoded;
}

/** The decoders of a header's codings, in the order in which they are applied. */
function decodersFor(contentEncoding = ''): { name: string; decoder: Decoder }[] {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > mostCodings) {
    const message = `The body has ${names.length} content codings; at most ${mostCodings} are supported.`;
    throw new ContentCodingError('unsupported', message);
  }
  return names.toReversed().map((name) => {
    const decoder = decoders.get(name);
    if (decoder) return { name, decoder };
    const supported = [...decoders.keys()].join(', ');
    const message = `The content coding ${JSON.stringify(name)} is not supported; supported are ${supported}.`;
    throw new ContentCodingError('unsupported', message);
  });
}

function withMethod(methodFor: (input: Buffer) => Step['method']): Decoder {
  return function* decode(input, limit) {
    const options = { maxOutputLength: limit, info: true } as const;
    return (yield { method: methodFor(input), input, options }).buffer;
  };
}

function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE() % 31 === 0;
}

function* decodeZstd(input: Buffer, limit: number): Generator<Step, Buffer, Output> {
  // A larger window is memory that the sender decides on (RFC 9659, section 3).
  const params = { [zlib.constants.ZSTD_d_windowLogMax]: 23 };
  const frames: Buffer[] = [];
  let left = limit;
  let read = 0;
  do {
    const options = { maxOutputLength: Math.max(left, 1), info: true, params } as const;
    const { buffer, engine } = yield {
      method: 'zstdDecompress',
      input: input.subarray(read),
      options,
    };
    frames.push(buffer);
    left -= buffer.length;
    if (left < 0) throw tooLarge(limit);
    // Before Node 26, a call reads only the first of several frames, and reports no error.
    read += engine.bytesWritten;
  } while (read < input.length);
  return Buffer.concat(frames);
}

function explained(error: unknown, coding: string, limit: number): unknown {
  if (error instanceof ContentCodingError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(limit);
  const message = `The body is not valid ${coding} data.`;
  return new ContentCodingError('malformed', message, { cause: error });
}

function tooLarge(limit: number): ContentCodingError {
  return new ContentCodingError('too-large', `The decoded body has more than ${limit} bytes.`);
}
