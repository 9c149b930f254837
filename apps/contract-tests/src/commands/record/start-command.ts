import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { InputError } from '../../input-error.ts';

/**
 * Runs a command with the address of the recorder in its environment.
 *
 * @param variables Their names.
 * @param interruption Its reason is the name of the signal that asked this process to end.
 * @returns the exit code of the command: 128 and the number of the signal if one ended it.
 */
export function startCommand(
  [command = '', ...parameters]: readonly string[],
  variables: readonly string[],
  url: string,
  interruption: AbortSignal,
): Promise<number> {
  const address = Object.fromEntries(variables.map((name) => [name, url]));
  const child = spawn(command, parameters, {
    stdio: 'inherit',
    env: { ...process.env, ...address },
    // Windows starts `npm` only from a shell.
    shell: process.platform === 'win32',
  });
  const stop = (): void => {
    // A terminal sends Ctrl-C to both processes.
    const isFromTerminal = interruption.reason === 'SIGINT' && process.stdin.isTTY;
    if (!isFromTerminal) child.kill(interruption.reason === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
  };
  if (interruption.aborted) stop();
  interruption.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    child.on('error', ({ code }: NodeJS.ErrnoException) => {
      reject(new InputError(`${command} cannot be started (${code}).`));
    });
    child.on('exit', (exitCode, signal) => {
      interruption.removeEventListener('abort', stop);
      resolve(exitCode ?? 128 + constants.signals[signal!]);
    });
  });
}
