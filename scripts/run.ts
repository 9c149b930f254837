import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Ends a script with one sentence instead of a stack trace. */
export class Failed extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export interface Outcome {
  ok: boolean;
  output: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** A file of the repository, by its path from the root. */
export const fromRoot = (path: string): string => `${root}${path}`;

const environment = {
  TURBO_TELEMETRY_DISABLED: '1',
  // Hundreds of processes load the same modules. With this, they are compiled only once.
  NODE_COMPILE_CACHE: fromRoot('node_modules/.cache/node'),
};

const running = new Set<ChildProcess>();

/** Stops every command that was started and still runs, before this process ends. */
export function stopAll(): void {
  for (const child of running) child.kill();
}

/** Starts a command, at the root unless a folder is given. */
export function start(
  [command = '', ...args]: readonly string[],
  env: Record<string, string> = {},
  folder: string = root,
): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, ...env },
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Runs a command, at the root unless a folder is given, and collects what it prints. */
export async function run(
  command: readonly string[],
  env: Record<string, string> = {},
  folder: string = root,
): Promise<Outcome> {
  const child = start(command, env, folder);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { ok: code === 0, output: Buffer.concat(chunks).toString() };
  } catch (error) {
    return { ok: false, output: `${command[0]} cannot be run: ${(error as Error).message}` };
  }
}

/** Runs a command that asks questions on the terminal. Returns whether it succeeded. */
export async function runOnTerminal(
  [command = '', ...args]: readonly string[],
  env: Record<string, string>,
  folder: string,
): Promise<boolean> {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...environment, ...env },
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}
