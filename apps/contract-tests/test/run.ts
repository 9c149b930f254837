import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

/** Saves a third of each start, of which the tests need many. */
const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'batch-status-compile-cache'), ...process.env };

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command as its users do, in the root of the repository. */
export function contractTests(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=@batch-status/source', bin, ...args],
      { cwd: root, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode!, stdout, stderr }),
    );
  });
}
