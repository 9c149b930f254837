import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';
import { ask, change } from '../ask.ts';
import { temporaryFolder } from '../http/page-folder.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';
import { start } from './start-command.ts';

const bin = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

/** Starts the command as a process, and waits for its link. */
async function startProcess(args: string[]): Promise<{ child: ChildProcess; link: string }> {
  const conditions = '--conditions=@batch-status/source';
  const child = spawn(process.execPath, [conditions, bin, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TRILLET_API_KEY: '', TRILLET_WORKSPACE_ID: '' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, link: line.split(' ').at(-1)! };
}

test('after kill -9, it goes on at the same address with all batches; its file is locked in between', async () => {
  const data = join(temporaryFolder(), 'data');
  const port = String(await freePort());
  const first = await startProcess(['steady', '--port', port, '--data', data]);
  const stream = await openStream(Number(port));
  stream.on('error', () => undefined);
  await new EventReader(stream).until(({ type }) => type === 'changes');
  const added = await change(`${first.link}api/batches`, 'POST', { batchIds: ['complete', 'a/b'] });
  expect(added.status).toBe(200);

  const second = start(['--data', data]);
  expect(await second.exitCode).toBe(1);
  expect(second.errors).toContain('is in use by another process;');

  const cut = once(stream, 'close');
  first.child.kill('SIGKILL');
  await cut;
  const { link, child } = await startProcess(['--port', port, '--data', data]);
  expect(link).toBe(first.link);
  const again = await openStream(Number(port));
  again.on('error', () => undefined);
  const { batches } = await new EventReader(again).until(({ type }) => type === 'board');
  expect(batches.map(({ batchId }) => batchId)).toEqual(
    expect.arrayContaining(['steady', 'complete', 'a/b']),
  );
  expect(await ask(`${link}api/batches/steady/history`)).toMatchObject({ status: 200 });

  // It ends the streams of its viewers first.
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual(process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
});
