import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { ContentCodingError, decodeContent, decodeContentAsync } from '../../src/analysis.ts';

const text = '{"name":"Zoë"}';
const large = 1_000_000;
const half = Buffer.from('x'.repeat(500));

/** What both functions give: the text, or why there is none. */
async function decoded(bytes: Buffer, header: string | undefined, limit = large): Promise<string> {
  const outcomes = await Promise.all(
    [decodeContent, decodeContentAsync].map(async (decode) => {
      try {
        return String(await decode(bytes, header, limit));
      } catch (error) {
        if (!(error instanceof ContentCodingError)) throw error;
        return `${error.reason}: ${error.message}`;
      }
    }),
  );
  expect(outcomes[0]).toBe(outcomes[1]);
  return outcomes[0]!;
}

const codings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const;

describe.each(codings)('a body coded by %s', (coding, encode) => {
  test('is decoded, whatever the case of the name', async () => {
    expect(await decoded(encode(text), coding)).toBe(text);
    expect(await decoded(encode(text), ` ${coding.toUpperCase()} `)).toBe(text);
  });

  test('is malformed if its end is missing', async () => {
    expect(await decoded(encode(text).subarray(0, -3), coding)).toBe(
      `malformed: The body is not valid ${coding} data.`,
    );
  });

  test('is refused if it expands beyond the limit', async () => {
    expect(await decoded(encode(half), coding, 500)).toBe(String(half));
    expect(await decoded(encode(half), coding, 499)).toBe(
      'too-large: The decoded body has more than 499 bytes.',
    );
  });
});

test.each([
  ['deflate, gzip', gzipSync(deflateSync(text))],
  ['br,identity, zstd', zstdCompressSync(brotliCompressSync(text))],
  ['gzip,, gzip', gzipSync(gzipSync(text))],
])('several codings are undone from the last to the first: %s', async (header, bytes) => {
  expect(await decoded(bytes, header)).toBe(text);
});

test.each([undefined, '', 'identity', ' , '])(
  'the header %j leaves a body as it is',
  async (header) => {
    expect(await decoded(Buffer.from(text), header)).toBe(text);
  },
);

test('an empty body needs no decoding, as in a response to HEAD', async () => {
  expect(await decoded(Buffer.alloc(0), 'gzip')).toBe('');
});

test('every frame of zstd is decoded, up to the limit', async () => {
  const frames = Buffer.concat([half, half, half].map((part) => zstdCompressSync(part)));
  expect(await decoded(frames, 'zstd', 1500)).toBe('x'.repeat(1500));
  expect(await decoded(frames, 'zstd', 1499)).toMatch(/^too-large/);
  expect(await decoded(frames, 'zstd', 1000)).toMatch(/^too-large/);
  const oneMore = Buffer.concat([zstdCompressSync(half), zstdCompressSync('x')]);
  expect(await decoded(oneMore, 'zstd', 501)).toHaveLength(501);
  expect(await decoded(oneMore, 'zstd', 500)).toMatch(/^too-large/);
  expect(await decoded(Buffer.concat([frames, Buffer.from('more')]), 'zstd')).toMatch(/^malformed/);
});

test.each(['zip', 'compress', 'constructor', 'gzip, zip'])(
  'an unknown coding is named, with those that are supported: %s',
  async (header) => {
    const name = header.split(', ').at(-1);
    expect(await decoded(gzipSync(text), header)).toBe(
      `unsupported: The content coding "${name}" is not supported; supported are gzip, x-gzip, br, deflate, zstd.`,
    );
  },
);

test('more codings than servers use are refused', async () => {
  expect(await decoded(gzipSync(text), Array.from({ length: 6 }, () => 'gzip').join())).toBe(
    'unsupported: The body has 6 content codings; at most 5 are supported.',
  );
});
