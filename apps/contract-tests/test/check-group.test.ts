import { ContractError } from '@batch-status/conformance';
import { HarReader } from '@batch-status/har';
import { expect, test } from 'vitest';

import { checkGroup } from '../src/checking/threads/check-group.ts';
import { ContractFiles } from './contract-files.ts';

async function checkedBy(check: (entry: number) => void) {
  await using files = await ContractFiles.make();
  const file = await files.recording([{ body: 0 }, { body: 1 }, { body: 2 }]);
  const reader = new HarReader();
  const checker = {
    check({ source }: { source: { entry: number } }) {
      check(source.entry);
      return { outcome: 'checked' as const, findings: [] };
    },
  };
  for await (const group of reader.groups(file))
    return { file, ...checkGroup(checker, group, reader) };
  throw new Error('There was no group.');
}

test.each<[string, Error, string]>([
  [
    'an unexpected error',
    new TypeError('+15550001234'),
    'Something failed that should not (TypeError). Please report it.',
  ],
  [
    'a stack that is too small',
    new RangeError('Maximum call stack size exceeded'),
    'Something failed that should not (RangeError)',
  ],
  ['an error in the contract', new ContractError('a.yaml:1:1: no.'), 'a.yaml:1:1: no.'],
])('%s in one exchange does not keep others from being checked', async (_, error, said) => {
  const { file, exchanges, unusable } = await checkedBy((entry) => {
    if (entry === 1) throw error;
  });
  expect(exchanges).toHaveLength(2);
  expect(unusable.map(({ message }) => message)).toEqual([
    expect.stringContaining(`Entry 1 of ${file} was not checked: ${said}`),
  ]);
  expect(unusable[0]!.message).not.toContain('555');
});
