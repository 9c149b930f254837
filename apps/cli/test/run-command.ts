import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plantedPhoneNumber } from '@batch-status/client-suite';
import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { afterAll } from 'vitest';

const room = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the command as it is published, without a build of anything else. */
async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-bundle-'));
  const tsdown = join(room, '../../node_modules/tsdown/dist/run.mjs');
  const args = [tsdown, '--out-dir', folder, '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, args, { cwd: room });
  return folder;
}

const bundled = await bundle();
afterAll(() => rm(bundled, { recursive: true }));

/** What `batch-status` starts. */
export const entry: string = join(bundled, 'bin.js');

export const apiKey = 'planted-key-77d1';
export const workspaceId = 'planted-workspace-c04e';

/** For tests that start processes, on a machine that has much else to do. */
export const timeout = 30_000;

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  /** Resolves once standard output or standard error holds the text. */
  printed: (text: string) => Promise<void>;
  /** Ctrl-C: typed in a terminal, sent as a signal elsewhere. */
  interrupt: () => void;
  signal: (name: NodeJS.Signals) => void;
  /** Gives its terminal another size, as dragging its window does. */
  resize: (columns: number, rows: number) => Promise<void>;
  /** Closes the end of the pipe that is read from. */
  stopReading: () => void;
  finished: Promise<Finished>;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** Gives the command a pseudo-terminal of so many columns. */
  terminal?: number;
  /** Phone numbers are asked for. */
  showsPhoneNumbers?: true;
}

const running = new Set<ChildProcess>();
let terminals = 0;

// A test that failed must not leave a watch behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** The command as a user runs it; its output is refused where it holds a secret. */
export function startCommand(
  args: string[],
  baseUrl: string,
  { env = {}, terminal, showsPhoneNumbers }: RunOptions = {},
): Running {
  const command = [process.execPath, entry, ...args];
  const device = join(bundled, `terminal-${(terminals += 1)}`);
  const [program = '', ...rest] =
    terminal === undefined ? command : inTerminal(command, terminal, device);
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      TRILLET_API_KEY: apiKey,
      TRILLET_WORKSPACE_ID: workspaceId,
      TRILLET_BASE_URL: baseUrl,
      ...env,
    },
  });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
      child.emit('printed');
    });
  }
  const finished = once(child, 'close').then(([code]): Finished => {
    running.delete(child);
    refuseIndiscretion(output.stdout + output.stderr, showsPhoneNumbers);
    return { code: code as number | null, ...output };
  });
  const holds = (text: string): boolean =>
    output.stdout.includes(text) || output.stderr.includes(text);
  const printed = async (text: string): Promise<void> => {
    while (!holds(text)) {
      const end = await Promise.race([once(child, 'printed').then(() => undefined), finished]);
      if (end && !holds(text)) {
        throw new Error(`It ended without ${text}: ${output.stdout}${output.stderr}`);
      }
    }
  };
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  const interrupt = (): void => {
    if (terminal === undefined) signal('SIGINT');
    else child.stdin.write('\u0003');
  };
  const resize = async (columns: number, rows: number): Promise<void> => {
    const path = (await readFile(device, 'utf8')).trim();
    const size = ['cols', String(columns), 'rows', String(rows)];
    await promisify(execFile)('stty', ['-F', path, ...size]);
  };
  return {
    printed,
    interrupt,
    signal,
    resize,
    stopReading: () => child.stdout.destroy(),
    finished,
  };
}

export const runCommand = (
  args: string[],
  baseUrl: string,
  options?: RunOptions,
): Promise<Finished> => startCommand(args, baseUrl, options).finished;

function inTerminal(command: string[], columns: number, device: string): string[] {
  if (spawnSync('script', ['--version']).error) {
    throw new Error('There is no `script` to make a pseudo-terminal; install util-linux.');
  }
  const line = `tty > ${device}; stty cols ${columns} rows 24; exec ${command.map(quote).join(' ')}`;
  return ['script', '-qefc', line, '/dev/null'];
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** No output may hold a key, the number of somebody called, or the insides of the program. */
function refuseIndiscretion(output: string, showsPhoneNumbers = false): void {
  const numbers = [plantedPhoneNumber.slice(1), '010-0199', '010 0199'];
  const secrets = [apiKey, workspaceId, ...(showsPhoneNumbers ? [] : numbers)];
  const found = secrets.filter((secret) => output.includes(secret));
  if (!showsPhoneNumbers && /\+\d{7}/.test(output)) found.push('a phone number');
  if (/^\s+at .+:\d+:\d+/m.test(output)) found.push('a stack trace');
  if (found.length > 0) throw new Error(`The output holds ${found.join(' and ')}: ${output}`);
}

/** A server with batches of 40 calls that take a second from when they are first asked for. */
export async function startServer(
  ...batchIds: string[]
): Promise<{ server: ReferenceServer; url: string }> {
  const demo = { calls: 40, speed: 20, failureRate: 0.2 };
  const server = createReferenceServer({ apiKey, workspaceId, batchIds, demo });
  const { url } = await server.listen();
  server.addBatch('long', { calls: 5, meanCallDuration: 600, startDelay: 0 });
  return { server, url };
}

/** The URL of a port at which nobody listens. */
export async function unreachableUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
