/**
 * Writes the pictures of the command into `docs`. Run by `pnpm generate`.
 * With `--check`, it writes nothing, and names each picture that is not what the command shows.
 */
import { readFile, writeFile } from 'node:fs/promises';

// The library for colors reads this when it is imported.
process.env['FORCE_COLOR'] = '3';
const { pictures } = await import('./pictures.ts');
const isCheck = process.argv.includes('--check');

for (const [name, draw] of Object.entries(pictures)) {
  const file = new URL(`../../../../docs/${name}`, import.meta.url);
  const svg = await draw();
  if (!isCheck) await writeFile(file, svg);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== svg)
    process.stdout.write(`${name}\n`);
}
