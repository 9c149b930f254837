import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { exchangeFromHarEntry, RecordingError, type Exchange } from '@batch-status/conformance';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { withAttachedBody } from '../src/recordings/attached-body.ts';
import { batchesIn, batchesOf, type Batch } from '../src/recordings/batches.ts';
import { exchangeOutline, membersOfExchange } from '../src/recordings/exchange-outline.ts';
import { ChunkMemory, type Chunk } from '../src/recordings/memory.ts';
import { readRecording } from '../src/recordings/read-recording.ts';
import { picked } from './picked.ts';
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

const outline = exchangeOutline();

/** The batches that are found in bytes, given in pieces that end at these places. */
async function* batchesCut(bytes: Buffer, cuts: number[]): AsyncGenerator<Batch> {
  const memory = new ChunkMemory();
  async function* chunks(): AsyncGenerator<Chunk> {
    let from = 0;
    for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
      if (to <= from || to > bytes.length) continue;
      const { bytes: block, start } = memory.take();
      // What memory held before says nothing of what it holds now.
      block.fill('{"', start);
      const end = start + bytes.copy(block, start, from, to);
      block[end] = 0;
      yield { bytes: block, start, end };
      from = to;
    }
  }
  yield* batchesIn('a.har', chunks(), outline, memory);
}

/** What is made of each entry, and why the last one is not the last. */
async function found(
  bytes: Buffer,
  cuts: number[] = [],
): Promise<{ entries: object[]; failure?: string }> {
  const entries: object[] = [];
  try {
    for await (const batch of batchesCut(bytes, cuts)) {
      const { bytes: block, spans, count } = batch;
      for (let index = 0; index < count; index++) {
        entries.push(outline.made(block, spans, 2 * outline.spans * index));
      }
      block.fill(0);
    }
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    return { entries, failure: error.message };
  }
  return { entries };
}

const namedValue = fc.record({ name: fc.string(), value: fc.string({ unit: 'grapheme' }) });
/** What entries have, in any order, and some of it twice, absent or of another kind. */
const entries = fc.array(
  fc.record(
    {
      time: fc.jsonValue(),
      request: fc.oneof(
        fc.jsonValue(),
        fc.record({ headers: fc.array(namedValue), url: fc.webUrl(), method: fc.string() }),
      ),
      response: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            status: fc.integer(),
            headers: fc.array(namedValue),
            content: fc.oneof(
              fc.jsonValue(),
              fc.record({ text: fc.string({ unit: 'grapheme' }), x: fc.jsonValue() }),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
      startedDateTime: fc.string(),
      [`other "{`]: fc.jsonValue(),
    },
    { requiredKeys: ['time'] },
  ),
);
/** The first piece of a file tells its format. */
const pieces = fc.array(fc.integer({ min: 25, max: 2000 }));
const spaces = fc.constantFrom(undefined, 2, '\t');

/** An entry with those of its members that an exchange is made of. */
const wantedOf = (element: object): unknown =>
  picked(JSON.parse(JSON.stringify(element)), membersOfExchange());

describe('wherever chunks are cut', () => {
  test('a HAR gives its entries, and nothing of what stands around them', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.jsonValue(),
        spaces,
        pieces,
        async (elements, other, space, cuts) => {
          const log = { version: '1.2', pages: [other], '"entries': other, entries: elements };
          const document = { before: { entries: [other] }, log: { ...log, comment: 'entries' } };
          const bytes = Buffer.from(JSON.stringify(document, null, space));
          const wanted = elements.map(wantedOf);
          expect(await found(bytes, cuts)).toEqual({ entries: wanted });
        },
      ),
    );
  });

  test('NDJSON gives its lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries.filter((elements) => elements.length > 0),
        pieces,
        fc.boolean(),
        async (elements, cuts, isEnded) => {
          const text = elements.map((element) => JSON.stringify(element)).join('\r\n');
          const bytes = Buffer.from(isEnded ? `${text}\n\n` : text);
          expect(await found(bytes, cuts)).toEqual({ entries: elements.map(wantedOf) });
        },
      ),
    );
  });

  test('every beginning of a HAR is refused, after its whole entries', async () => {
    const document = JSON.stringify({ log: { entries: [entry(), entry()], version: '1.2' } });
    for (let end = 1; end < document.length; end++) {
      const { entries: whole, failure } = await found(Buffer.from(document.slice(0, end)));
      expect(failure).toMatch(/^a\.har (ends|has no log\.entries)/);
      const wholeOnes = document.slice(0, end).split('"application/json"}}}').length - 1;
      expect(whole).toHaveLength(wholeOnes);
    }
  });
});

describe('a recording is read', () => {
  const document = { log: { entries: [entry(), entry('{}')] } };
  const lines = `${JSON.stringify(entry())}\n${JSON.stringify(entry('{}'))}\n`;
  test.each([
    ['pretty', 'pretty.har', JSON.stringify(document, null, 4)],
    [
      'in two parts',
      'parts.har',
      `{"log":${JSON.stringify({ entries: [entry()] }).slice(0, -1)},"entries":[${JSON.stringify(entry('{}'))}]}}`,
    ],
    ['with another member first', 'other.har', JSON.stringify({ _made: 'by hand', ...document })],
    ['with a byte order mark', 'mark.har', `\uFEFF${JSON.stringify(document)}`],
    ['packed', 'packed.har.gz', gzipSync(JSON.stringify(document))],
    ['as NDJSON', 'lines.ndjson', lines],
    ['as NDJSON with another member first', 'own.ndjson', lines.replaceAll(/^\{/gm, '{"_id":1,')],
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

test.each(['long.har', 'long.har.gz'])(
  'entries of any length are read, each once and in their order: %s',
  async (name) => {
    const lengths = [40_000, 10, 260_000, 700_000, 3_000_000, 10, 230_000, 600_000, 600_000, 5];
    // With quotes, brackets and backslashes that are no JSON.
    const texts = lengths.map((length, index) => `${index}"}]\\`.repeat(length / 5));
    const json = JSON.stringify({ log: { entries: texts.map((text) => entry(text)) } });
    const file = await written(name, name.endsWith('gz') ? gzipSync(json) : json);
    const exchanges = await exchangesIn(file);
    expect(
      exchanges.map(({ response }) => response.body === texts[Number(response.body![0])]),
    ).toEqual(texts.map(() => true));
    expect(exchanges.map(({ response }) => Number(response.body![0]))).toEqual([...texts.keys()]);
  },
);

test('a long entry takes no more memory with what follows it', { timeout: 60_000 }, async () => {
  const small = '{"request":{"method":"GET","url":"x:"},"response":{"status":0}}';
  const long = JSON.stringify(entry('x'.repeat(34_000_000)));
  const file = await written(
    'longest.har',
    `{"log":{"entries":[${long}${`,${small}`.repeat(200_000)}]}}`,
  );
  let count = 0;
  let most = 0;
  const all = exchangeOutline();
  const memory = new ChunkMemory();
  for await (const batch of batchesOf(file, all, memory)) {
    most = Math.max(most, batch.count);
    count += batch.count;
    memory.giveBack(batch.bytes);
  }
  expect(count).toBe(200_001);
  expect(most).toBeLessThan(10_000);
});

test('an entry of more than 128 MB is refused in a sentence', { timeout: 60_000 }, async () => {
  const long = JSON.stringify(entry('x'.repeat(128_000_000)));
  const file = await written('too-long.har', `{"log":{"entries":[${long}]}}`);
  const reading = exchangesIn(file).then((exchanges) => exchanges.length);
  await expect(reading).rejects.toThrow(
    /^Entry 0 of .* is larger than 128 MB, which cannot be read/,
  );
});

test('what stands above the entries may be long', { timeout: 60_000 }, async () => {
  const comment = 'x'.repeat(20_000_000);
  const file = await written(
    'comment.har',
    JSON.stringify({ log: { comment, entries: [entry()] } }),
  );
  expect(await exchangesIn(file)).toHaveLength(1);
});

test('bytes of what was read before do not go on with what is cut off', async () => {
  const kilobyte = (text: string): string => text.padEnd(1024);
  // All chunks have the same bytes at the same places.
  const element = kilobyte(`${JSON.stringify(entry())},`);
  const text = kilobyte('{"log":{"entries":[') + element.repeat(1200);
  const file = await written('phase.har', text.slice(0, 1100 * 1024 + 100));
  const exchanges: Exchange[] = [];
  await expect(async () => {
    for await (const exchange of readRecording(file)) exchanges.push(exchange);
  }).rejects.toThrow('ends within its entries, after 1099 whole ones');
  expect(exchanges).toHaveLength(1099);
});

test('an exchange is made of all that it can be made of', async () => {
  const file = await written('body.json', '{"a":1}');
  const odd = (content: object): object => ({
    ...entry(),
    request: { method: 'post', url: 'http://h/', headers: [{ name: 'A', value: 'b' }] },
    response: { status: 304, bodySize: 0, headers: [{ name: 'A', value: 'b' }], content },
  });
  const contents = [
    { size: 3 },
    { text: '{}' },
    { text: 'e30=', encoding: 'base64' },
    { text: '{', _truncated: true },
    { _file: basename(file) },
  ];
  const odds = [entry(), ...contents.map(odd)].flatMap((one) => [
    one,
    { ...one, response: { ...(one as { response: object }).response, status: 200, bodySize: 7 } },
  ]);
  const recording = await written('odd.har', JSON.stringify({ log: { entries: odds } }));
  expect(await exchangesIn(recording)).toEqual(
    odds.map((one, index) =>
      exchangeFromHarEntry(withAttachedBody(one, recording), { file: recording, entry: index }),
    ),
  );
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
    ['a comma too many', 'comma.har', whole.replace(',\n', ',,'), 'Entry 1 of', 1],
    ['a comma too few', 'none.har', whole.replace(',\n', ' '), 'Entry 1 of', 1],
    ['a comma at the end', 'last.har', whole.replace(']}}', ',]}}'), 'Entry 2 of', 2],
    ['two in one', 'two.har', whole + whole, 'goes on after its last bracket', 2],
    ['a bracket too many', 'bracket.har', `${whole}]`, 'goes on after its last bracket', 2],
    ['a list', 'list.har', `["log",{"entries":[${good}]}]`, 'is no JSON object', 0],
    ['a broken entry', 'broken.har', whole.replace('404', '4 04'), 'Entry 0 of', 0],
    ['half a gzip file', 'cut.har.gz', gzipSync(whole).subarray(0, -12), 'Z_BUF_ERROR', ''],
    ['a damaged gzip file', 'bad.gz', Buffer.from('1f8b0800ffff', 'hex'), 'gzip file that', 0],
    ['a body', 'body.json', '{"error":"gone"}', 'add --response', 0],
    ['a page', 'page.har', '<html>', 'is no JSON object', 0],
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
