import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

/** The options in the table under a heading. `retry.attempts` counts as `retry`. */
async function optionsUnder(heading: string, readme: string): Promise<string[]> {
  const text = await readFile(fileURLToPath(new URL(readme, import.meta.url)), 'utf8');
  const [, section = ''] = text.split(`\n${heading}\n`);
  const [table = ''] = section.split('\n#');
  return [...table.matchAll(/^\| `(\w+)[\w.]*` +\|/gm)].map(([, name]) => name!);
}

/** The options that the client accepts: the error about an unknown one lists them. */
function acceptedOptions(): string[] {
  try {
    createBatchStatusClient({ unknown: true } as object);
  } catch (error) {
    const [, names = ''] = /use one of (.+)\.$/.exec((error as Error).message) ?? [];
    return names.split(', ');
  }
  return expect.unreachable('An unknown option was accepted.');
}

test('README.md lists exactly the options that only this client has', async () => {
  const shared = await optionsUnder('### Client options', '../../client-core/README.md');
  const own = await optionsUnder('## Options', '../README.md');
  expect([...new Set([...shared, ...own])].toSorted()).toEqual(acceptedOptions().toSorted());
  expect(own.filter((name) => shared.includes(name))).toEqual([]);
});
