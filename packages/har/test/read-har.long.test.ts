import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readHar } from '../src/index.ts';
import { recordedEntry } from './recorded-entry.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Reads a recording of one exchange whose body has this length; returns the lengths of the bodies read. */
async function lengthsRead(length: number): Promise<number[]> {
  const file = join(folder, `${length}.har`);
  const long = JSON.stringify(recordedEntry('x'.repeat(length)));
  await writeFile(file, `{"log":{"entries":[${long}]}}`);
  const lengths: number[] = [];
  for await (const { response } of readHar(file)) lengths.push(response.body!.length);
  return lengths;
}

test('an entry of nearly 128 MB is read', async () => {
  expect(await lengthsRead(127_900_000)).toEqual([127_900_000]);
});

test('an entry of more than 128 MB is rejected with a message', async () => {
  await expect(lengthsRead(128_000_000)).rejects.toThrow(
    /^Entry 0 of .* is larger than 128 MB, the most that can be read/,
  );
});
