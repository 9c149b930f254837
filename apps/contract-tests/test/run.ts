import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { main } from '../src/main.ts';

/** The root of the repository, in which the tests run. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command in this process. */
export async function contractTests(...args: string[]): Promise<Result> {
  const result = { code: 0, stdout: '', stderr: '' };
  result.code = await main(args, {
    print: (text) => (result.stdout += `${text}\n`),
    terminal: { isTTY: false, write: (text) => Boolean((result.stderr += text as string)) },
    // A recording that should have been rejected ends at once.
    interruption: () => (args[0] === 'record' ? AbortSignal.abort() : new AbortController().signal),
  });
  return result;
}

/** The arguments with which Node starts the command. */
export const command: string[] = [
  '--conditions=@batch-status/source',
  fileURLToPath(new URL('../src/bin.ts', import.meta.url)),
];

/** Runs the command in its own process, as users do. */
export function contractTestsProcess(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...command, ...args],
      { cwd: root },
      (_, stdout, stderr) => resolve({ code: child.exitCode!, stdout, stderr }),
    );
  });
}
