import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { exchangeFromHarEntry, type Exchange } from '@batch-status/conformance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { withAttachedBodies } from '../src/read/attached-body.ts';
import { readHar } from '../src/index.ts';
import { recordedEntry as entry } from './recorded-entry.ts';

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

async function exchangesIn(file: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const exchange of readHar(file)) exchanges.push(exchange);
  return exchanges;
}

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
    [
      'with entries of another kind before them',
      'nested.har',
      `{"log":{"pages":{"entries":[1]},"entries":${JSON.stringify(document.log.entries)}}}`,
    ],
    [
      'with a text before them that ends in a backslash',
      'slash.har',
      JSON.stringify({ log: { comment: 'C:\\', ...document.log } }),
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
  'entries of any length are read once and in order: %s',
  async (name) => {
    const lengths = [40_000, 10, 260_000, 600_000, 1_300_000, 10, 230_000, 300_000, 5];
    // With quotes, brackets, and backslashes that are not JSON.
    const texts = lengths.map((length, index) => `${index}"}]\\`.repeat(length / 5));
    const json = JSON.stringify({ log: { entries: texts.map((text) => entry(text)) } });
    const file = await written(name, name.endsWith('gz') ? gzipSync(json) : json);
    const exchanges = await exchangesIn(file);
    expect(
      exchanges.map(({ response }) => response.body === texts[Number(response.body![0])]),
    ).toEqual(texts.map(() => true));
    expect(exchanges.map(({ response }) => Number(response.body![0]))).toEqual([...texts.keys()]);
    expect(exchanges.map(({ source }) => source.entry)).toEqual([...texts.keys()]);
  },
);

test('bytes of earlier chunks do not complete an entry that is cut off', async () => {
  const kilobyte = (text: string): string => text.padEnd(1024);
  // All chunks have the same bytes at the same positions.
  const element = kilobyte(`${JSON.stringify(entry())},`);
  const text = kilobyte('{"log":{"entries":[') + element.repeat(1200);
  const file = await written('phase.har', text.slice(0, 1100 * 1024 + 100));
  const exchanges: Exchange[] = [];
  await expect(async () => {
    for await (const exchange of readHar(file)) exchanges.push(exchange);
  }).rejects.toThrow('ends within its entries, after 1099 whole entries');
  expect(exchanges).toHaveLength(1099);
});

test('no member that an exchange is made of is lost', async () => {
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
      exchangeFromHarEntry(withAttachedBodies(one, folder), { file: recording, entry: index }),
    ),
  );
});

/** The number of exchanges that are read, and the error after them. */
async function readUpToFault(file: string): Promise<{ count: number; fault?: unknown }> {
  let count = 0;
  try {
    for await (const _ of readHar(file)) count++;
    return { count };
  } catch (fault) {
    return { count, fault };
  }
}

/** How much is decompressed before the error depends on zlib. */
const anyCount = expect.any(Number) as number;
const good = JSON.stringify(entry('{"error":"gone"}')).replace('200', '404');
const whole = `{"log":{"entries":[${good},\n${good}]}}`;

describe('a file that stops being a recording is read up to that point', () => {
  test.each([
    ['a HAR that was cut off', 'cut.har', whole.slice(0, -20), 'after 1 whole entries', 1],
    ['one without its last brackets', 'open.har', whole.slice(0, -1), 'before its last bracket', 2],
    ['half a line', 'half.ndjson', `${good}\n${good.slice(0, -9)}`, 'Entry 1 of', 1],
    ['an entry of another kind', 'number.har', '{"log":{"entries":[1]}}', 'Entry 0 of', 0],
    ['an entry without a request', 'no.har', '{"log":{"entries":[{}]}}', 'as its request', 0],
    ['a comma too many', 'comma.har', whole.replace(',\n', ',,'), 'Entry 1 of', 1],
    ['a comma too few', 'none.har', whole.replace(',\n', ' '), 'Entry 1 of', 1],
    ['a comma at the end', 'last.har', whole.replace(']}}', ',]}}'), 'Entry 2 of', 2],
    ['two in one', 'two.har', whole + whole, 'continues after its last bracket', 2],
    ['a bracket too many', 'bracket.har', `${whole}]`, 'continues after its last bracket', 2],
    ['a list', 'list.har', `["log",{"entries":[${good}]}]`, 'is not a JSON object', 0],
    ['a broken entry', 'broken.har', whole.replace('404', '4 04'), 'Entry 0 of', 0],
    ['half a gzip file', 'cut.har.gz', gzipSync(whole).subarray(0, -12), 'Z_BUF_ERROR', anyCount],
    ['a damaged gzip file', 'bad.gz', Buffer.from('1f8b0800ffff', 'hex'), 'gzip file that', 0],
    ['a body', 'body.json', '{"error":"gone"}', 'add --response', 0],
    ['a page', 'page.har', '<html>', 'is not a JSON object', 0],
    ['nothing', 'empty.har', '', 'is empty', 0],
    ['UTF-16', 'wide.har', Buffer.from(`\uFEFF${whole}`, 'utf16le'), 'is UTF-16', 0],
    [
      'UTF-16 with the other byte first',
      'swapped.har',
      Buffer.from(`\uFEFF${whole}`, 'utf16le').swap16(),
      'is UTF-16',
      0,
    ],
  ])('%s', async (_, name, content, said, checked) => {
    const file = await written(name, content);
    const { count, fault } = await readUpToFault(file);
    expect(fault).toMatchObject({
      name: 'RecordingError',
      message: expect.stringContaining(said),
    });
    expect(count).toEqual(checked);
  });
});

test('the error for a missing file names it', async () => {
  await expect(exchangesIn('none.har')).rejects.toMatchObject({
    name: 'FileError',
    message: 'none.har cannot be read (ENOENT).',
  });
});
