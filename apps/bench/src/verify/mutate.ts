import { globSync } from 'node:fs';
import { join } from 'node:path';

import { buildPackages, commandFile, repositoryRoot } from '../package-command.ts';
import { runMeasured } from '../process/measured-process.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';
import { recordings } from './commands.ts';

/** CPU of the commands that analyze recordings. */
export async function benchMutate(): Promise<Table[]> {
  await buildPackages();
  const command = commandFile('@batch-status/contract-tests', 'contract-tests');
  const contract = join(repositoryRoot, 'openapi/batch-status.yaml');
  // The command reads a backslash in a glob as an escape, so a Windows path cannot be a glob.
  const files = globSync('{valid,invalid}/*.har', { cwd: recordings })
    .toSorted()
    .map((file) => join(recordings, file));
  const run =
    (name: string): Measure =>
    async () => {
      const result = await runMeasured([command, name, '--contract', contract, ...files]);
      // `verify` exits with 1, since some of the recordings break the contract on purpose.
      if (!result || result.code > 1) throw new Error(`contract-tests ${name} failed.`);
      return result.cpu;
    };
  return [
    {
      name: 'mutate',
      title: 'Analyzing the tracked recordings',
      note: 'Milliseconds of CPU of a process, from its start until its exit. The ratio is to `verify`.',
      unit: milliseconds,
      figures: await takeTurns(
        { verify: run('verify'), coverage: run('coverage'), mutate: run('mutate') },
        3,
      ),
    },
    await benchSuggestions(command, contract),
  ];
}

/** CPU of the search for what would kill a survivor, for recordings without violations. */
async function benchSuggestions(command: string, contract: string): Promise<Table> {
  const file = join(recordings, 'valid/empty.har');
  const args = [command, 'mutate', '--format', 'json', '--contract', contract, file];
  const cpuWith = async (...options: string[]): Promise<number> => {
    const result = await runMeasured([...args, ...options]);
    if (result?.code !== 0) throw new Error('contract-tests mutate failed.');
    const { score } = JSON.parse(result.stdout) as { score: { survived: number } };
    return result.cpu / score.survived;
  };
  return {
    name: 'mutate-suggestions',
    title: 'Suggesting recordings',
    note: 'Milliseconds of CPU for each survivor, when almost all changes survive. The first is without the search for suggestions.',
    unit: milliseconds,
    figures: await takeTurns(
      { 'checking the changes': () => cpuWith('--sketches', '0'), 'and suggesting': cpuWith },
      3,
    ),
  };
}
