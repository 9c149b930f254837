import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildPackages, commandFile, repositoryRoot } from '../package-command.ts';
import { runMeasured } from '../process/measured-process.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';

/** What is replaced in the contract. */
const revisions: Record<string, [before: RegExp, after: string][]> = {
  'no change': [],
  'one bound': [[/minimum: 0/, 'minimum: 1']],
  'a rule written otherwise': [
    [
      /self\.waiting \+ self\.active \+ self\.completed \+ self\.failed <= self\.total/,
      'self.total >= self.failed + self.completed + self.active + self.waiting',
    ],
  ],
  'many changes': [
    [/minimum: 0/g, 'minimum: -1'],
    [/const: failed/, 'const: broken'],
    [/ {8}- jobId\n {8}- status/g, '        - jobId'],
    [/self\.completed >= oldSelf\.completed/, 'self.completed > oldSelf.completed'],
    [/ {10}type: boolean/, '          type: [boolean, "null"]'],
    [/"429":/, '"428":'],
    [/minLength: 1/, 'minLength: 2'],
    [/name: x-api-key/, 'name: x-key'],
  ],
};

/** CPU of `contract-tests diff` of our contract and changed copies of it. */
export async function benchDiff(): Promise<Table[]> {
  await buildPackages();
  const command = commandFile('@batch-status/contract-tests', 'contract-tests');
  const base = join(repositoryRoot, 'openapi/batch-status.yaml');
  const text = await readFile(base, 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'contract-diff-'));
  try {
    const candidates: Record<string, Measure> = {};
    for (const [index, [name, changes]] of Object.entries(revisions).entries()) {
      const revision = join(folder, `revision-${index}.yaml`);
      await writeFile(
        revision,
        changes.reduce((changed, [before, after]) => changed.replace(before, after), text),
      );
      candidates[name] = async () => {
        const run = await runMeasured([command, 'diff', '--allow-undecided', base, revision]);
        if (run?.code !== 0) throw new Error(`contract-tests diff failed: ${run?.stdout}`);
        return run.cpu;
      };
    }
    return [
      {
        name: 'diff',
        title: 'Comparing two versions of our contract',
        note: 'Milliseconds of CPU of a process, from its start until its exit. The ratio is to a diff without changes.',
        unit: milliseconds,
        figures: await takeTurns(candidates, 3),
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
