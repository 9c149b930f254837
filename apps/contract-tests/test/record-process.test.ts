import { readFile, stat } from 'node:fs/promises';

import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ask } from './ask.ts';
import { killWhileRecording } from './kill-while-recording.ts';
import { recordingProcess } from './recording-process.ts';

const server = createReferenceServer({ demo: { calls: 300 } });
let target = '';
beforeAll(async () => ({ url: target } = await server.listen()));
afterAll(() => server.close());

test('a recording can be read after kill -9', async () => {
  expect(await killWhileRecording('har', 4, 300)).toEqual([]);
});

test('Ctrl-C prints a summary, and the recording is complete', async () => {
  const running = await recordingProcess('har', target);
  await ask(running.url);
  running.child.kill('SIGINT');
  expect(await running.ended).toBe(0);
  expect(running.stderr()).toContain(`${running.output}: 1 exchange recorded.\n`);
  const text = await readFile(running.output, 'utf8');
  expect((JSON.parse(text) as { log: { entries: unknown[] } }).log.entries).toHaveLength(1);
  expect(text).not.toContain('test-key');
  expect((await stat(running.output)).mode & 0o777).toBe(0o600);
});
