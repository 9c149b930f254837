import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../package-command.ts';

export interface StartedCommand extends AsyncDisposable {
  /** The first URL that it printed. */
  url: string;
}

/** Starts a built command that serves something. The variables of a user must not reach it. */
export async function startCommand(bin: string, ...args: string[]): Promise<StartedCommand> {
  const child = spawn(process.execPath, [join(repositoryRoot, bin), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'exit');
  const failed = ended.then((): never => {
    throw new Error(`${bin} ended.`);
  });
  failed.catch(() => undefined);
  const printed = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const [line] = await Promise.race([printed, failed]);
  return {
    url: /http:\S+\d/.exec(line)![0],
    async [Symbol.asyncDispose]() {
      // Not killed: at its exit, Node keeps the compiled code for the next start.
      child.kill('SIGTERM');
      await ended;
    },
  };
}
