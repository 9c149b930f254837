import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { contract } from './our-contract.ts';
import { root } from './run.ts';

test('the README quotes the right places in the contract', async () => {
  const readme = await readFile(join(root, 'apps/contract-tests/README.md'), 'utf8');
  const quoted = /batch-status\.yaml:(\d+:\d+)\)?\s+(\/\S+)/g;
  const places = [...readme.matchAll(quoted)].map(([, place, pointer]) => ({ place, pointer }));
  expect(places.length).toBeGreaterThan(2);
  for (const { place, pointer } of places) {
    const { line, column } = contract.locate(pointer!);
    expect({ pointer, place }).toEqual({ pointer, place: `${line}:${column}` });
  }
});
