import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pack } from './pack.ts';
import { libraries, published } from './published.ts';
import { run } from './run.ts';

// On Windows, npm is a batch file, which cannot be spawned.
test.skipIf(process.platform === 'win32')('npm installs every published package', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-npm-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const packed = await pack(published, folder);
  const files = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const project = { private: true, type: 'module', dependencies: files, overrides: files };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  const install = ['npm', 'install', '--prefix', folder, '--no-audit', '--no-fund'];
  expect(await run(install)).toMatchObject({ ok: true });
  const imports = libraries.map((name) => `import '${name}';`);
  await writeFile(join(folder, 'import.js'), imports.join('\n'));
  expect(await run([process.execPath, join(folder, 'import.js')])).toEqual({
    ok: true,
    output: '',
  });
});
