import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { entryGroupsIn, entryGroupsOf } from '../src/read/entry-groups.ts';
import { chunksOf } from '../src/scan/chunks.ts';
import { exchangeOutline } from '../src/read/exchange-outline.ts';
import { chunkBytes, ChunkMemory, type Chunk } from '../src/scan/chunk-memory.ts';
import { recordedEntry } from './recorded-entry.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'held-memory-'));
});
afterAll(() => rm(folder, { recursive: true }));

const outline = exchangeOutline();
const small = '{"request":{"method":"GET","url":"x:"},"response":{"status":0}}';

async function written(name: string, entries: string[], comment = ''): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `{"log":{"comment":"${comment}","entries":[${entries.join()}]}}`);
  return file;
}

/** Counts the different blocks that it has handed out. */
class CountedMemory extends ChunkMemory {
  readonly blocks = new Set<object>();

  override take(): ReturnType<ChunkMemory['take']> {
    const taken = super.take();
    this.blocks.add(taken.bytes.buffer);
    return taken;
  }

  override joined(pieces: readonly Buffer[], length: number): Chunk {
    const chunk = super.joined(pieces, length);
    this.blocks.add(chunk.bytes.buffer);
    return chunk;
  }
}

interface Read {
  /** The number of entries in each group, and whether the group is large. */
  groups: { count: number; isLarge: boolean }[];
  blocks: number;
}

async function read(file: string): Promise<Read> {
  const memory = new CountedMemory();
  const groups: Read['groups'] = [];
  for await (const { count, isLarge, bytes } of entryGroupsOf(file, outline, memory)) {
    groups.push({ count, isLarge });
    memory.giveBack(bytes);
  }
  return { groups, blocks: memory.blocks.size };
}

test('memory does not grow with the length of a file', async () => {
  const held = [1, 2, 8].map(async (times) => {
    const count = (times * 2 * chunkBytes) / small.length;
    const { groups, blocks } = await read(
      await written(
        `${times}.har`,
        Array.from({ length: count }, () => small),
      ),
    );
    expect(groups.length).toBeGreaterThanOrEqual(2 * times);
    return blocks;
  });
  const [once, twice, eightTimes] = await Promise.all(held);
  expect([twice, eightTimes]).toEqual([once, once]);
});

test('many long entries take no more memory than one', async () => {
  const long = JSON.stringify(recordedEntry('x'.repeat(2.5 * chunkBytes)));
  const held = [1, 2, 8].map(async (times) => {
    const { blocks } = await read(await written(`long-${times}.har`, Array(times).fill(long)));
    return blocks;
  });
  const [once, twice, eightTimes] = await Promise.all(held);
  expect([twice, eightTimes]).toEqual([once, once]);
});

test('the entries after a long one do not keep its memory', async () => {
  const long = JSON.stringify(recordedEntry('x'.repeat(2.5 * chunkBytes)));
  const following = Array.from({ length: 20_000 }, () => small);
  const { groups } = await read(await written('followed.har', [long, ...following]));
  const [first, ...others] = groups;
  expect(first).toEqual({ count: 1, isLarge: true });
  expect(others.filter((group) => group.isLarge)).toEqual([]);
  expect(others.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
});

test('what comes before the entries is not kept', async () => {
  const files = [0, 4, 32].map((chunks) =>
    written(`comment-${chunks}.har`, [small], 'x'.repeat(chunks * chunkBytes)),
  );
  const [none, some, much] = await Promise.all(files.map(async (file) => read(await file)));
  expect(none!.groups).toEqual([{ count: 1, isLarge: false }]);
  expect(some!.groups).toEqual(none!.groups);
  expect(much).toEqual(some);
});

/** The result of reading the first group of a file, and the number of chunks read. */
async function firstGroup(
  file: string,
  longest?: number,
): Promise<{ outcome: string; chunks: number }> {
  const memory = new ChunkMemory();
  let chunks = 0;
  async function* counted(): AsyncGenerator<Chunk> {
    for await (const chunk of chunksOf(file, memory)) {
      chunks++;
      yield chunk;
    }
  }
  try {
    for await (const group of entryGroupsIn({ file }, counted(), outline, memory, longest)) {
      return { outcome: `${group.count} read`, chunks };
    }
    return { outcome: 'none', chunks };
  } catch (error) {
    return { outcome: (error as Error).message.replace(file, 'the file'), chunks };
  }
}

test('an entry above the size limit is rejected without reading it to its end', async () => {
  const outcomeOf = async (bytes: number): ReturnType<typeof firstGroup> => {
    const length = bytes - JSON.stringify(recordedEntry('')).length;
    const long = JSON.stringify(recordedEntry('x'.repeat(length)));
    return firstGroup(await written(`${bytes}.har`, [long]), 1_000_000);
  };
  expect(await outcomeOf(1_000_000)).toMatchObject({ outcome: '1 read' });
  const refused = 'Entry 0 of the file is larger than 1 MB, the most that can be read.';
  expect(await outcomeOf(1_000_001)).toMatchObject({ outcome: refused });
  expect(await outcomeOf(12 * chunkBytes)).toEqual({ outcome: refused, chunks: 4 });
});

test.each([
  ['har', (broken: string, rest: string) => `{"log":{"entries":[${broken},"${rest}"]}}`],
  ['ndjson', (broken: string, rest: string) => `${broken}\n"${rest}"`],
])('reading a %s stops where it is broken', async (extension, textOf) => {
  const file = join(folder, `broken.${extension}`);
  await writeFile(file, textOf(small.replace('"GET"', 'GET'), 'x'.repeat(8 * chunkBytes)));
  expect(await firstGroup(file)).toEqual({
    outcome: 'Entry 0 of the file is not JSON. Was the recording cut off, or edited?',
    chunks: 1,
  });
});
