import { expect, test } from 'vitest';

import { ContractFiles } from './contract-files.ts';
import { contractTests } from './run.ts';

test('a file that stops being a recording gives exit code 2, and other files are still checked', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'integer' });
  const answers = [{ body: 1 }, { body: 2 }];
  const whole = await files.recording(answers, 'whole.har');
  const half = JSON.stringify({ log: { entries: [] } }).slice(0, -3);
  const cut = await files.write('cut.har', half);
  const { code, stdout, stderr } = await contractTests(
    'verify',
    '--contract',
    contract,
    cut,
    whole,
  );
  expect(stderr).toMatch(/^contract-tests: .*cut\.har ends within its entries[^\n]+\n$/);
  expect(stdout).toContain('2 exchanges checked');
  expect(stdout).toContain('1 file not read to its end');
  expect(code).toBe(2);
});
