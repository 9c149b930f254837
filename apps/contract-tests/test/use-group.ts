import { HarReader, type EntryGroup } from '@batch-status/har';

import { ContractFiles } from './contract-files.ts';

/** Uses the first group of a recording with so many entries. It refers to memory of the reader. */
export async function useGroup<T>(
  count: number,
  use: (group: EntryGroup, reader: HarReader, file: string) => T | Promise<T>,
): Promise<T> {
  await using files = await ContractFiles.make();
  const file = await files.recording(Array.from({ length: count }, (_, body) => ({ body })));
  await using reader = new HarReader();
  for await (const group of reader.groups(file)) return await use(group, reader, file);
  throw new Error('There was no group.');
}
