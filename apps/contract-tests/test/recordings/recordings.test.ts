import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verified } from '../our-contract.ts';
import { root } from '../run.ts';
import { invalidRecordings } from './invalid.ts';
import { recordingFiles } from './recordings.ts';

const folder = join(root, 'recordings');

test('the recordings equal what record writes for the reference server today', async () => {
  const paths = await readdir(folder, { recursive: true });
  const tracked = new Map<string, string>();
  for (const path of paths.filter((name) => name.includes('.'))) {
    tracked.set(path, await readFile(join(folder, path), 'utf8'));
  }
  expect(tracked).toEqual(await recordingFiles());
});

test('the valid recordings have no findings', async () => {
  const names = await readdir(join(folder, 'valid'));
  expect(names).not.toEqual([]);
  for (const name of names) {
    const { findings, summary } = await verified(join(folder, 'valid', name));
    expect(findings).toEqual([]);
    expect(summary.checked).toBeGreaterThan(0);
    expect(summary.outOfScope).toEqual({ preflight: 0, method: 0, path: 0, server: 0 });
  }
});

test.each(invalidRecordings())('$name has its finding, and no other', async ({ name, strict }) => {
  const file = join(folder, 'invalid', name);
  const { findings } = await verified(`${file}.har`, strict ? { strict } : {});
  const found = findings.map(({ rule, severity, in: { entry, pointer } }) => ({
    entry,
    rule,
    severity,
    ...(pointer === undefined ? {} : { at: pointer }),
  }));
  expect(found).toEqual(JSON.parse(await readFile(`${file}.findings.json`, 'utf8')));
});
