import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pack } from './pack.ts';

// Else a release would test other tarballs than it publishes.
test('the tests use the tarballs of the folder that TARBALLS names, and only as they were packed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-pack-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'packages'));
  const path = join(folder, 'packages/spec.tgz');
  await writeFile(path, 'packed');
  const hash = createHash('sha256').update('packed').digest('base64');
  const name = '@batch-status/spec';
  const tarball = { path: 'packages/spec.tgz', integrity: `sha256-${hash}` };
  const plan = [[{ kind: 'publish', name, version: '1.0.0', tarball }]];
  await writeFile(join(folder, 'publish-plan.json'), JSON.stringify({ version: 1, plan }));
  vi.stubEnv('TARBALLS', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await pack([name], folder)).toEqual([{ name, tarball: path }]);
  await writeFile(path, 'changed');
  await expect(pack([name], folder)).rejects.toThrow('its hash differs');
});
