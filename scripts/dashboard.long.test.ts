import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { fromRoot } from './run.ts';

test('pnpm dashboard builds the page if it must, and serves it until it is stopped', async () => {
  const script = [fromRoot('scripts/dashboard.ts'), '--simulate', '--port', '0'];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const link = line.split(' ').at(-1)!;
  const page = await (await fetch(link)).text();
  const [, asset] = /src="\.\/(assets\/[^"]+)"/.exec(page)!;
  expect(await fetch(link + asset!)).toMatchObject({ status: 200 });
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual(process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
});
