import { once } from 'node:events';
import { start } from '../../run.ts';
import { OutputTail } from './output-tail.ts';
import type { Session } from './runtime.ts';

/** Starts a process that runs the cases and then ends. */
export function processSession(command: readonly string[], folder: string): Session {
  const child = start(command, {}, folder);
  const output = new OutputTail();
  child.stdout.on('data', output.add);
  child.stderr.on('data', output.add);
  const closed = once(child, 'close').then(
    ([code, signal]) => (code === 0 ? undefined : `It ended with ${String(code ?? signal)}.`),
    (error: Error) => `It cannot be run: ${error.message}.`,
  );
  return {
    ended: closed,
    endsByItself: true,
    output: output.read,
    async stop() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
