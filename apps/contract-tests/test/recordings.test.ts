import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Exchange } from '@batch-status/conformance';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { HarEntries } from '../src/recordings/har-entries.ts';
import { Lines } from '../src/recordings/lines.ts';
import { readRecording } from '../src/recordings/read-recording.ts';
import { contractTests } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const entry = (text = '{"a":"[\\"}"}'): object => ({
  startedDateTime: '2024-01-01T00:00:00.000Z',
  time: 1,
  request: { method: 'GET', url: 'http://h/v1/api/batch-calls/b/status', headers: [] },
  response: { status: 200, headers: [], content: { text, mimeType: 'application/json' } },
});

async function exchangesIn(file: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const exchange of readRecording(file)) exchanges.push(exchange);
  return exchanges;
}

/** Feeds bytes to a reader in pieces that end at these places. */
function inPieces(
  reader: { in(chunk: Buffer): Iterable<Buffer>; end(): Iterable<Buffer> },
  bytes: Buffer,
  cuts: number[],
): string[] {
  const texts: string[] = [];
  let from = 0;
  for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    // A copy that is overwritten afterwards, as the buffer of a file is.
    const chunk = Buffer.from(bytes.subarray(from, to));
    for (const found of reader.in(chunk)) texts.push(found.toString());
    chunk.fill(0);
    from = Math.max(from, to);
  }
  for (const found of reader.end()) texts.push(found.toString());
  return texts;
}

const entries = fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()));
const spaces = fc.constantFrom(undefined, 2, '\t');

describe('wherever chunks are cut', () => {
  test('a HAR gives its entries, and nothing of what stands around them', () => {
    fc.assert(
      fc.property(
        entries,
        fc.jsonValue(),
        spaces,
        fc.array(fc.nat(2000)),
        (elements, other, space, cuts) => {
          const log = { version: '1.2', pages: [other], '"entries': other, entries: elements };
          const document = { _before: { entries: [other] }, log: { ...log, comment: 'entries' } };
          const bytes = Buffer.from(JSON.stringify(document, null, space));
          const places = cuts.map((cut) => Math.min(cut, bytes.length));
          const texts = inPieces(new HarEntries('a.har'), bytes, places);
          expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(
            JSON.parse(JSON.stringify(elements)),
          );
        },
      ),
    );
  });

  test('NDJSON gives its lines', () => {
    fc.assert(
      fc.property(entries, fc.array(fc.nat(2000)), fc.boolean(), (elements, cuts, isEnded) => {
        const text = elements.map((element) => JSON.stringify(element)).join('\r\n');
        const bytes = Buffer.from(isEnded ? `${text}\n\n` : text);
        const places = cuts.map((cut) => Math.min(cut, bytes.length));
        const lines = inPieces(new Lines('a.ndjson'), bytes, places);
        expect(lines.map((line) => line.trim())).toEqual(text === '' ? [] : text.split('\r\n'));
      }),
    );
  });

  test('every beginning of a HAR is refused, after its whole entries', () => {
    const document = JSON.stringify({ log: { entries: [entry(), entry()], version: '1.2' } });
    for (let end = 0; end < document.length; end++) {
      const texts: string[] = [];
      const reader = new HarEntries('a.har');
      for (const text of reader.in(Buffer.from(document.slice(0, end)))) {
        texts.push(text.toString());
      }
      expect(() => reader.end()).toThrow(/^a\.har (ends|has no log\.entries)/);
      const wholeOnes = document.slice(0, end).split('"application/json"}}}').length - 1;
      expect(texts).toHaveLength(wholeOnes);
    }
  });
});

describe('a recording is read', () => {
  const document = { log: { entries: [entry(), entry('{}')] } };
  const lines = `${JSON.stringify(entry())}\n${JSON.stringify(entry('{}'))}\n`;
  test.each([
    ['pretty', 'pretty.har', JSON.stringify(document, null, 4)],
    ['with a byte order mark', 'mark.har', `\uFEFF${JSON.stringify(document)}`],
    ['packed', 'packed.har.gz', gzipSync(JSON.stringify(document))],
    ['as NDJSON', 'lines.ndjson', lines],
    ['as NDJSON, packed and without any name', 'lines', gzipSync(lines)],
    ['as NDJSON without an end of the last line', 'last.ndjson', lines.trimEnd()],
  ])('%s', async (_, name, content) => {
    const file = await written(name, content);
    const exchanges = await exchangesIn(file);
    expect(exchanges.map(({ response }) => response.body)).toEqual(['{"a":"[\\"}"}', '{}']);
    expect(exchanges.map(({ source }) => source)).toEqual([
      { file, entry: 0 },
      { file, entry: 1 },
    ]);
  });
});

const good = JSON.stringify(entry('{"error":"gone"}')).replace('200', '404');
const whole = `{"log":{"entries":[${good},\n${good}]}}`;

describe('what stops being a recording is judged up to there, with exit code 2', () => {
  test.each([
    ['a HAR that was cut off', 'cut.har', whole.slice(0, -20), 'after 1 whole ones', 1],
    ['one without its last brackets', 'open.har', whole.slice(0, -1), 'before its last bracket', 2],
    ['half a line', 'half.ndjson', `${good}\n${good.slice(0, -9)}`, 'Entry 1 of', 1],
    ['an entry of another kind', 'number.har', '{"log":{"entries":[1]}}', 'Entry 0 of', 0],
    ['an entry without a request', 'no.har', '{"log":{"entries":[{}]}}', 'has no request', 0],
    ['a broken entry', 'broken.har', whole.replace('404', '4 04'), 'Entry 0 of', 0],
    ['half a gzip file', 'cut.har.gz', gzipSync(whole).subarray(0, -12), 'Z_BUF_ERROR', ''],
    ['a damaged gzip file', 'bad.gz', Buffer.from('1f8b0800ffff', 'hex'), 'gzip file that', 0],
    ['a body', 'body.json', '{"error":"gone"}', 'add --response', 0],
    ['a page', 'page.har', '<html>', 'is not JSON', 0],
    ['nothing', 'empty.har', '', 'is empty', 0],
    ['UTF-16', 'wide.har', Buffer.from(`\uFEFF${whole}`, 'utf16le'), 'is UTF-16', 0],
  ])('%s', async (_, name, content, said, checked) => {
    const file = await written(name, content);
    const { code, stdout, stderr } = await contractTests('verify', file);
    expect(stderr).toMatch(/^contract-tests: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(stdout).toContain(`${checked} exchange`);
    expect(stdout).toContain('1 file not read to its end');
    expect(code).toBe(2);
  });

  test('while other files are judged to their end', async () => {
    const broken = await written('first.har', '{"log":');
    const { code, stdout } = await contractTests('verify', broken, await written('b.har', whole));
    expect(stdout).toContain('2 exchanges checked');
    expect(code).toBe(2);
  });
});
