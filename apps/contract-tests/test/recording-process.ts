import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, root } from './run.ts';

const folder = await mkdtemp(join(tmpdir(), 'record-process-'));
let files = 0;

export interface Running {
  url: string;
  output: string;
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** The command in a process of its own, once it listens. */
export async function recordingProcess(
  extension: string,
  at: string,
  ...options: string[]
): Promise<Running> {
  const output = join(folder, `${files++}.${extension}`);
  const args = [...command, 'record', '--target', at, '--output', output, ...options];
  const child = spawn(process.execPath, args, { cwd: root });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal!));
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (bytes: Buffer) => {
      stderr += bytes.toString();
      const [, found] = /Recording (\S+)/.exec(stderr) ?? [];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(stderr)));
  });
  return { url, output, child, ended, stdout: () => stdout, stderr: () => stderr };
}

const headers = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
/** Asks for a batch, and waits for the whole answer. */
export const ask = async (url: string): Promise<void> => {
  await (await fetch(`${url}/v1/api/batch-calls/demo/status`, { headers })).arrayBuffer();
};
