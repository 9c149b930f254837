import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { command, root } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Running {
  url: string;
  output: string;
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Starts the command in its own process. */
export async function recordingProcess(
  extension: string,
  at: string,
  ...options: string[]
): Promise<Running> {
  const output = join(await temporaryFolder(), `recording.${extension}`);
  const args = [...command, 'record', '--target', at, '--output', output, ...options];
  const child = spawn(process.execPath, args, { cwd: root });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal!));
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (bytes: Buffer) => {
      stderr += bytes.toString();
      const [, found] = /Recording (\S+)\s/.exec(stderr) ?? [];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(stderr)));
  });
  return { url, output, child, ended, stdout: () => stdout, stderr: () => stderr };
}
