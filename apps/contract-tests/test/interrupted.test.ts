import { expect, test } from 'vitest';

import { main } from '../src/main.ts';
import { ContractFiles } from './contract-files.ts';
import { faultsOfJUnit, faultsOfSarif } from './report-schemas.ts';

async function interrupted(format: string, name: string) {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'integer' });
  const recording = await files.recording([{ body: 1 }]);
  const result = { code: 0, stdout: '', stderr: '' };
  result.code = await main(['verify', '--contract', contract, '--format', format, recording], {
    print: (text) => (result.stdout += `${text}\n`),
    terminal: { isTTY: false, write: (text) => Boolean((result.stderr += text as string)) },
    interruption: () => AbortSignal.abort(name),
  });
  return result;
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s ends a run with its own exit code', async (name, code) => {
  const { stderr, ...result } = await interrupted('text', name);
  expect([result.code, stderr]).toEqual([code, 'contract-tests: The run was interrupted.\n']);
});

test('the report of an interrupted run is whole, and says that it was interrupted', async () => {
  const outputs = new Map<string, string>();
  for (const format of ['json', 'sarif', 'junit', 'github', 'markdown']) {
    const { stdout } = await interrupted(format, 'SIGTERM');
    expect(stdout).toContain('The run was interrupted.');
    outputs.set(format, stdout);
  }
  expect(JSON.parse(outputs.get('json')!)).toMatchObject({ findings: [], verdict: { checked: 0 } });
  const log = JSON.parse(outputs.get('sarif')!) as object;
  expect(faultsOfSarif(log)).toEqual([]);
  expect(log).toMatchObject({
    runs: [{ invocations: [{ executionSuccessful: false, exitSignalName: 'SIGTERM' }] }],
  });
  expect(await faultsOfJUnit({ junit: outputs.get('junit')! })).toEqual([]);
  expect(outputs.get('junit')).toContain('errors="1"');
});
