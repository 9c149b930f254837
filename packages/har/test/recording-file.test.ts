import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readHar, RecordingFile, type RecordedEntry } from '../src/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'recording-file-'));
afterAll(() => rm(folder, { recursive: true }));

const creator = { name: 'recording-file.test', version: '1' };
const empty = new URL('../../../recordings/valid/empty.har', import.meta.url);
const recorded = await readFile(empty, 'utf8');
const { log } = JSON.parse(recorded) as { log: { entries: RecordedEntry[] } };
const [first, second] = log.entries as [RecordedEntry, RecordedEntry];

test('a HAR is a complete document before the first entry and after each one', async () => {
  const path = join(folder, 'whole.har');
  const file = new RecordingFile(path, creator);
  const read = async (): Promise<RecordedEntry[]> =>
    (JSON.parse(await readFile(path, 'utf8')) as { log: { entries: RecordedEntry[] } }).log.entries;
  expect(await read()).toEqual([]);
  file.append(first);
  expect(await read()).toEqual([first]);
  file.append(second);
  expect(await read()).toEqual([first, second]);
  file.close();
});

/** The number of exchanges that are read, and the error after them. */
async function readUpToFault(path: string): Promise<{ count: number; fault: string }> {
  let count = 0;
  try {
    for await (const _ of readHar(path)) count++;
    return { count, fault: '' };
  } catch (error) {
    return { count, fault: (error as Error).message };
  }
}

test.each(['har', 'ndjson'])(
  'a %s whose last write was cut off anywhere is read up to that entry, and then fails with a message',
  async (extension) => {
    const path = join(folder, `cut.${extension}`);
    const file = new RecordingFile(path, creator);
    file.append(first);
    const before = await readFile(path);
    file.append(second);
    file.close();
    const after = await readFile(path);
    const start = before.findIndex((byte, at) => byte !== after[at]);
    const begin = start < 0 ? before.length : start;
    const length = after.length - begin;
    const cuts = [1, 2, 3, 4, 5, 6, 7, 100, 500, length - 6, length - 5, length - 2, length - 1];
    for (const cut of cuts) {
      const end = begin + cut;
      await writeFile(path, Buffer.concat([after.subarray(0, end), before.subarray(end)]));
      const { count, fault } = await readUpToFault(path);
      expect([1, 2]).toContain(count);
      // The file is complete if only white space is missing, or the old brackets close it.
      expect(fault).toMatch(/^$|cut off|Is this a HAR\?/);
    }
    await writeFile(path, after.subarray(0, begin + 100));
    expect(await readUpToFault(path)).toEqual({
      count: 1,
      fault: expect.stringMatching(/cut off/),
    });
  },
);
