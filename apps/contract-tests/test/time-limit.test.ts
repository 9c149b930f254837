import { measureCoverage, measureMutation, TimeLimitError } from '@batch-status/contract-proof';
import { expect, test } from 'vitest';

import { timeLimit } from '../src/time-limit.ts';
import { ContractFiles } from './contract-files.ts';

test('work that does not end is ended, and other work has its result', () => {
  const endless = (): never => {
    for (;;);
  };
  expect(() => timeLimit(50)(endless)).toThrow(
    new TimeLimitError('it took longer than 0.05 seconds.'),
  );
  expect(timeLimit()(() => 1)).toBe(1);
});

/** A limit that is over after the work. */
const tooShort = (work: () => unknown): never => {
  work();
  throw new TimeLimitError('it took too long.');
};

test('coverage and mutation end with the recording that takes too long', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'boolean' });
  const recording = await files.recording([{ body: true }, { body: false }]);
  const options = { contract, files: [recording], limit: tooShort };
  await expect(measureCoverage(options)).rejects.toThrow(
    `Entry 1 of ${recording} was not checked: it took too long.`,
  );
  await expect(measureMutation({ ...options, allOperations: false })).rejects.toThrow(
    'The recordings were not checked: it took too long.',
  );
});
