import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { apiKey, refuseIndiscretion, workspaceId, type Finished } from './discretion.ts';

const room = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the command into a new folder, as it is published. Needs no other build. */
export async function bundleCommand(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-bundle-'));
  const tsdown = join(room, '../../node_modules/tsdown/dist/run.mjs');
  const args = [tsdown, '--out-dir', folder, '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, args, { cwd: room });
  return folder;
}

export interface Running {
  /** Resolves when standard output or standard error contains the text. */
  printed: (text: string) => Promise<void>;
  finished: Promise<Finished>;
  kill: (signal: NodeJS.Signals) => void;
}

export interface RunningInPipes extends Running {
  /** Closes the reading end of the pipe. */
  stopReading: () => void;
}

export interface RunningInTerminal extends Running {
  type: (text: string) => void;
  /** Changes the size of the terminal. */
  resize: (columns: number, rows: number) => void;
}

/** What has been printed so far. */
class Printed extends EventEmitter {
  stdout = '';
  stderr = '';

  add(name: 'stdout' | 'stderr', text: string): void {
    this[name] += text;
    this.emit('more');
  }

  async holds(text: string, finished: Promise<Finished>): Promise<void> {
    while (!this.stdout.includes(text) && !this.stderr.includes(text)) {
      const more = once(this, 'more').then(() => false);
      const isOver = await Promise.race([more, finished.then(() => true)]);
      if (isOver && !(this.stdout + this.stderr).includes(text)) {
        throw new Error(`The command ended without printing ${text}: ${this.stdout}${this.stderr}`);
      }
    }
  }

  finished(code: number | null): Finished {
    refuseIndiscretion(this.stdout + this.stderr);
    return { code, stdout: this.stdout, stderr: this.stderr };
  }
}

function environment(baseUrl: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return {
    ...{ PATH, LANG: 'C.UTF-8', TERM: 'xterm-256color' },
    // Without it, a process on Windows has no network access.
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    TRILLET_API_KEY: apiKey,
    TRILLET_WORKSPACE_ID: workspaceId,
    TRILLET_BASE_URL: baseUrl,
    ...env,
  };
}

/** Starts the bundled command in a process of its own, as a script does. */
export function startCommand(
  entry: string,
  args: string[],
  baseUrl: string,
  env: NodeJS.ProcessEnv = {},
): RunningInPipes {
  return startInPipes(process.execPath, [entry, ...args], environment(baseUrl, env));
}

/** Starts a Bash script in which `batch-status` is the bundled command. */
export function startScript(
  entry: string,
  script: string,
  baseUrl: string,
  env: NodeJS.ProcessEnv,
): RunningInPipes {
  const command = `batch-status() { '${process.execPath}' '${entry}' "$@"; }\n${script}`;
  return startInPipes('bash', ['-e', '-c', command], environment(baseUrl, env));
}

function startInPipes(file: string, args: string[], env: NodeJS.ProcessEnv): RunningInPipes {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const output = new Printed();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => output.add(name, chunk));
  }
  const finished = once(child, 'close').then(([code]) => output.finished(code as number | null));
  return {
    printed: (text) => output.holds(text, finished),
    finished,
    kill: (signal) => void child.kill(signal),
    stopReading: () => child.stdout.destroy(),
  };
}

/** Starts it in a terminal, which shows both outputs. */
export function startInTerminal(
  entry: string,
  args: string[],
  baseUrl: string,
  { columns, env = {} }: { columns: number; env?: NodeJS.ProcessEnv },
): RunningInTerminal {
  const child = spawnInTerminal(process.execPath, [entry, ...args], {
    ...{ cols: columns, rows: 24, name: 'xterm-256color' },
    env: environment(baseUrl, env),
  });
  const output = new Printed();
  child.onData((text) => output.add('stdout', text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.onExit(({ exitCode }) => {
      try {
        resolve(output.finished(exitCode));
      } catch (error) {
        reject(error);
      }
    });
  });
  return {
    printed: (text) => output.holds(text, finished),
    finished,
    kill: (signal) => child.kill(signal),
    type: (text) => child.write(text),
    resize: (width, rows) => child.resize(width, rows),
  };
}
