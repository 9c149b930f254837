import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { redoclyTable, tableFile } from './redocly-verdicts.ts';

test('the verdicts of redocly diff are those that stand beside ours', async () => {
  expect(await redoclyTable()).toBe(await readFile(tableFile, 'utf8'));
});
