import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { builtPage } from '../page/built-page.ts';

const program = fileURLToPath(new URL('run-dashboard.ts', import.meta.url));

export interface StartedDashboard {
  /** The link that it printed. */
  link: string;
  pid: number;
  /** Ends it without a chance to clean up, and resolves once it has ended. */
  kill: () => Promise<void>;
}

/** Starts the command in a process of its own, which is killed at the latest when the test ends. */
export async function startDashboard(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<StartedDashboard> {
  const node = ['--conditions=@batch-status/source', program, await builtPage(), ...args];
  // Otherwise, the first byte beyond a limit on the size of files would end the process.
  const shell = ['-c', `trap '' XFSZ; exec "$0" "$@"`, process.execPath, ...node];
  const child = spawn('sh', shell, { env: { PATH: process.env['PATH'], ...env } });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString();
    const [link] = /https?:\/\/\S+(?=\s)/.exec(output) ?? [];
    if (link !== undefined) return { link, kill, pid: child.pid! };
  }
  throw new Error(`The dashboard ended: ${output}`);
}
