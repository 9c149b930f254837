import { ContractError } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { checkGroup } from '../src/checking/threads/check-group.ts';
import { useGroup } from './use-group.ts';

function checkedBy(check: (entry: number) => void) {
  const checker = {
    check({ source }: { source: { entry: number } }) {
      check(source.entry);
      return { outcome: 'checked' as const, findings: [] };
    },
  };
  return useGroup(3, (group, reader, file) => ({ file, ...checkGroup(checker, group, reader) }));
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
