import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@batch-status/conformance';
import { expect, test } from 'vitest';
import { contractTests, root } from '../run.ts';
import { invalidRecordings } from './invalid.ts';
import { recordingFiles } from './recordings.ts';

const folder = join(root, 'recordings');

test('the recordings are those that record makes of the reference server today', async () => {
  const paths = await readdir(folder, { recursive: true });
  const tracked = new Map<string, string>();
  for (const path of paths.filter((name) => name.includes('.'))) {
    tracked.set(path, await readFile(join(folder, path), 'utf8'));
  }
  expect(tracked).toEqual(await recordingFiles());
});

test('nothing is wrong with those that are valid', async () => {
  const { code, stdout } = await contractTests(
    'verify',
    '--fail-on',
    'warning',
    `${folder}/valid/*`,
  );
  expect(stdout).toMatch(/^\d{3} exchanges checked, 0 out of scope, 0 errors, 0 warnings\.$/m);
  expect(code).toBe(0);
});

test.each(invalidRecordings())('$name is found, and nothing else', async ({ name, strict }) => {
  const file = join(folder, 'invalid', name);
  const options = ['--format', 'json', ...(strict ? ['--strict'] : [])];
  const { code, stdout } = await contractTests('verify', ...options, `${file}.har`);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  const found = findings.map(({ rule, severity, in: { entry, pointer } }) => ({
    entry,
    rule,
    severity,
    ...(pointer === undefined ? {} : { at: pointer }),
  }));
  expect(found).toEqual(JSON.parse(await readFile(`${file}.findings.json`, 'utf8')));
  expect(code).toBe(found.some(({ severity }) => severity === 'error') ? 1 : 0);
});
