import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fromRoot } from './run.ts';

/** A pnpm that installs a Node which only says how it was started. */
const fakePnpm = `
  import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
  mkdirSync('node_modules/.pnpm', { recursive: true });
  mkdirSync('node_modules/node/bin', { recursive: true });
  copyFileSync('pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml');
  writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\necho "started $*"\\n', { mode: 0o755 });
  console.log('pnpm', ...process.argv.slice(2));
`;

async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-setup-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'scripts'));
  for (const name of ['setup.js', 'pnpm.js']) {
    await cp(fromRoot(`scripts/${name}`), join(folder, 'scripts', name));
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'pnpm-lock.yaml'), 'lockfileVersion: 1\n');
  await writeFile(join(folder, 'fake-pnpm.mjs'), fakePnpm);
  return folder;
}

function setUp(folder: string, env: Record<string, string> = {}): Promise<string> {
  const pnpm = {
    npm_config_user_agent: 'pnpm/12.0.0',
    npm_execpath: join(folder, 'fake-pnpm.mjs'),
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(folder, 'scripts/setup.js'), 'test', '--long'],
      { env: { ...process.env, ...pnpm, ...env } },
      (_, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

// What stands for the pinned Node is a script of the shell.
test.skipIf(process.platform === 'win32')(
  'the setup says when it installs, and passes its arguments on',
  async () => {
    const folder = await project();
    const started = new RegExp(`^started .*scripts/test\\.ts --long$`, 'm');
    const first = await setUp(folder);
    expect(first).toContain('Installing the dependencies…');
    expect(first).toContain('pnpm install --frozen-lockfile\n');
    expect(first).toMatch(started);

    const second = await setUp(folder);
    expect(second).not.toContain('Installing');
    expect(second).toMatch(started);

    await writeFile(join(folder, 'pnpm-lock.yaml'), 'lockfileVersion: 2\n');
    expect(await setUp(folder)).toContain('Installing the dependencies…');
  },
);

test('without pnpm, npm gets one sentence that says what to do', async () => {
  const folder = await project();
  const output = await setUp(folder, { npm_config_user_agent: 'npm/11.0.0' });
  expect(output).toBe('\npnpm must run this: npx -y pnpm start, or npx -y pnpm test.\n');
});
