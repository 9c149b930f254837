/**
 * `pnpm test:mutants [area…]`: changes the code in one place at a time, and fails if too few of the
 * changes are detected by the tests. It changes the files in place, so it needs a clean tree.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fromRoot, run } from '../run.ts';
import { areas } from './areas.ts';
import { formatScores, scoreArea, type ListedSurvivor, type Score } from './score.ts';
import { testArea } from './test-area.ts';

function fail(sentence: string): never {
  console.error(sentence);
  return process.exit(2);
}

function readArguments(): { names: string[]; concurrency: number } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { concurrency: { type: 'string', default: '2' } },
    });
    const unknown = positionals.find((name) => !Object.hasOwn(areas, name));
    if (unknown !== undefined) throw new Error(`There is no area "${unknown}".`);
    const concurrency = Number(values.concurrency);
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new Error(`--concurrency must be a whole number above 0; got "${values.concurrency}".`);
    }
    return { names: positionals.length > 0 ? positionals : Object.keys(areas), concurrency };
  } catch (error) {
    return fail(
      `${(error as Error).message}\nUsage: pnpm test:mutants [--concurrency <workers>] [${Object.keys(areas).join('|')}]…`,
    );
  }
}

const { names, concurrency } = readArguments();
process.chdir(fromRoot(''));
const status = await run(['git', 'status', '--porcelain']);
if (!status.ok) fail(`Git cannot say whether the tree is clean: ${status.output.trim()}`);
if (status.output !== '') {
  fail(
    `This command changes files in place, and could lose your changes. Commit or stash them first:\n${status.output.trimEnd()}`,
  );
}

const listFile = 'scripts/mutants/survivors.json';
const list = JSON.parse(await readFile(fromRoot(listFile), 'utf8')) as ListedSurvivor[];
const scores: Score[] = [];
for (const name of names) {
  scores.push(scoreArea(name, await testArea(name, areas[name]!, concurrency), list));
}
for (const { file, line, mutator, original, replacement } of scores.flatMap((s) => s.unlisted)) {
  console.log(`${file}:${line} ${mutator} survived: ${original} → ${replacement}`);
}
console.log(`\n${formatScores(scores)}`);
if (!scores.every(({ passes }) => passes)) {
  console.log(
    `\nIn each area, the tests must kill at least 90 % of the mutants. Kill the survivors above with new tests, or list those that no test can see in ${listFile}.`,
  );
  process.exitCode = 1;
}
