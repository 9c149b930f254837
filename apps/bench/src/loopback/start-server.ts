import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Question } from './report-usage.ts';

export interface ServerProcess extends Disposable {
  url: string;
  /** The CPU time that it has used, in microseconds. */
  cpu: () => Promise<number>;
  /** The memory that it has after a garbage collection, in bytes. */
  memory: () => Promise<number>;
}

/** Starts a file of this folder, or one at an absolute path, in a process of its own. The file prints its URL and calls `reportUsage`. */
export async function startServer(file: string, ...args: string[]): Promise<ServerProcess> {
  const entry = resolve(import.meta.dirname, file);
  const child = spawn(process.execPath, ['--conditions=@batch-status/source', entry, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  const ask = async (question: Question): Promise<number> => {
    child.send(question);
    const [answer] = (await once(child, 'message')) as [number];
    return answer;
  };
  return {
    url: /http:\S+\d/.exec(line)![0],
    cpu: () => ask('cpu'),
    memory: () => ask('memory'),
    [Symbol.dispose]: () => void child.kill(),
  };
}
