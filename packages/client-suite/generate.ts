/**
 * Writes the table of differences between runtimes into the README of the fetch client.
 *
 * `--check` writes nothing and fails if the table is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { withDifferencesTable } from './src/cases/differences-table.ts';
import { readCases } from './src/cases/read-cases.ts';

const readme = new URL('../fetch-client/README.md', import.meta.url);

const text = await readFile(readme, 'utf8');
const generated = withDifferencesTable(text, await readCases());
if (text === generated) {
  process.stdout.write('The table of differences is up to date.\n');
} else if (process.argv.includes('--check')) {
  process.stderr.write(
    'Stale: the table of differences in packages/fetch-client/README.md. Run `pnpm generate` and commit the result.\n',
  );
  process.exitCode = 1;
} else {
  await writeFile(readme, generated);
  process.stdout.write('Wrote the table of differences in packages/fetch-client/README.md.\n');
}
