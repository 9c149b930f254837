import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { untilAborted } from '../src/index.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits as a command does: nothing but the wait holds what it uses afterward. */
async function waitAndThen(
  wait: (signal: AbortSignal, resource: object) => Promise<void>,
  signal: AbortSignal,
  end: () => void,
): Promise<void> {
  const server = { end };
  await wait(signal, server);
  server.end();
}

test('resolves when the signal aborts, also after garbage was collected', async () => {
  const controller = new AbortController();
  let ended = false;
  void waitAndThen(untilAborted, controller.signal, () => {
    ended = true;
  });
  await turn();
  collectGarbage();
  await turn();
  controller.abort();
  await turn();
  expect(ended).toBe(true);
});

test('resolves at once if the signal was aborted before', async () => {
  await expect(untilAborted(AbortSignal.abort())).resolves.toBeUndefined();
});
