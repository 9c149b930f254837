import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Stryker } from '@stryker-mutator/core';
import { fromRoot } from '../run.ts';
import type { Area } from './areas.ts';
import { readMutants, type Mutant, type StrykerReport } from './report.ts';

/** Runs the tests of an area on each of its mutants. Unchanged mutants keep their last result. */
export async function testArea(
  name: string,
  { mutate, tests }: Area,
  concurrency: number,
): Promise<Mutant[]> {
  const report = `reports/mutants/${name}.json`;
  // A report of an earlier run must not stand for one that failed.
  await rm(fromRoot(report), { force: true });
  // Read by vitest.config.ts in each worker.
  process.env['MUTANT_TESTS'] = tests.join(' ');
  try {
    await new Stryker({
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      mutate,
      vitest: { configFile: 'scripts/mutants/vitest.config.ts', related: false },
      // In a copy, the links between the packages would lead to the code that is not mutated.
      inPlace: true,
      disableTypeChecks: false,
      coverageAnalysis: 'perTest',
      // Each of them would need all the tests of its area.
      ignoreStatic: true,
      concurrency,
      incremental: true,
      incrementalFile: `reports/mutants/${name}-incremental.json`,
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName: report },
      allowConsoleColors: false,
    }).runMutationTest();
  } finally {
    // The runner leaves its setup behind.
    for (const file of globSync('stryker-setup-*.js', { cwd: fromRoot('') })) {
      await rm(fromRoot(file));
    }
  }
  return readMutants(JSON.parse(await readFile(fromRoot(report), 'utf8')) as StrykerReport);
}
