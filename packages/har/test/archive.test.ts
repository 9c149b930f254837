import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RecordingError, type Exchange } from '@batch-status/conformance';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { HarReader, readHar } from '../src/index.ts';
import { extract } from '../src/scan/extract.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archives-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function zipped(name: string, files: Record<string, string>): Promise<string> {
  const file = join(folder, name);
  const contents = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  await writeFile(file, zipSync(Object.fromEntries(contents)));
  return file;
}

const headers = [{ name: 'content-type', value: 'application/json' }];
const har = JSON.stringify({
  log: {
    entries: [
      {
        request: {
          method: 'POST',
          url: 'http://127.0.0.1/things',
          headers,
          postData: { mimeType: 'application/json', params: [], text: '', _file: 'sent.json' },
        },
        response: { status: 200, headers, content: { size: 9, _file: 'received.json' } },
      },
    ],
  },
});

async function exchangesIn(file: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const exchange of readHar(file)) exchanges.push(exchange);
  return exchanges;
}

test('a zip archive of Playwright is read with the bodies in it', async () => {
  const files = { 'har.har': har, 'sent.json': '{"a":1}', 'received.json': '{"b":"ö"}' };
  const file = await zipped('recording.zip', files);
  expect(await exchangesIn(file)).toMatchObject([
    { request: { body: '{"a":1}' }, response: { body: '{"b":"ö"}' }, source: { file, entry: 0 } },
  ]);
});

test('a body that is missing in an archive is left out', async () => {
  const file = await zipped('without.zip', { 'har.har': har });
  expect(await exchangesIn(file)).toMatchObject([{ response: { bodyFault: 'left-out' } }]);
});

test('the contents of an archive are removed with the reader', async () => {
  const file = await zipped('removed.zip', { 'har.har': har });
  const folders: string[] = [];
  {
    await using reader = new HarReader();
    for await (const group of reader.groups(file)) folders.push(group.folder);
    expect(folders.map((one) => existsSync(one))).toEqual([true]);
  }
  expect(folders.map((one) => existsSync(one))).toEqual([false]);
});

describe('an archive is refused', () => {
  test.each([
    ['no recording', { 'trace.trace': '' }, 'is a zip archive with 0 recordings'],
    ['two recordings', { 'a.har': har, 'b.har': har }, 'is a zip archive with 2 recordings'],
    ['a recording in a folder', { 'in/a.har': har }, 'is a zip archive with 0 recordings'],
    ['a path to elsewhere', { '../a.har': har }, 'is a zip archive that is damaged'],
    ['a file that is no recording', { 'a.har': '[]' }, 'is not a HAR'],
  ])('if it has %s', async (name, files, message) => {
    const file = await zipped(`${name}.zip`, files);
    await expect(exchangesIn(file)).rejects.toThrow(RecordingError);
    await expect(exchangesIn(file)).rejects.toThrow(`${file} ${message}`);
  });

  test('if its contents are too large', async () => {
    const file = await zipped('large.zip', { 'har.har': har, 'a.bin': 'a'.repeat(10_000) });
    await expect(extract(file, 10_000)).rejects.toThrow('or 10000 bytes');
  });

  test('if it is damaged', async () => {
    const file = await zipped('damaged.zip', { 'har.har': har });
    const bytes = zipSync({ 'har.har': strToU8(har) });
    bytes.fill(0xff, 40, 80);
    await writeFile(file, bytes);
    await expect(exchangesIn(file)).rejects.toThrow('is a zip archive that is damaged');
    await writeFile(file, bytes.subarray(0, bytes.length - 30));
    await expect(exchangesIn(file)).rejects.toThrow('is a zip archive that is damaged');
  });
});
