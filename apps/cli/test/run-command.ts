import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

export const apiKey = 'planted-key-77d1';
export const workspaceId = 'planted-workspace-c04e';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  /** Resolves once standard output holds the text. */
  printed: (text: string) => Promise<void>;
  /** Ctrl-C: typed in a terminal, sent as a signal elsewhere. */
  interrupt: () => void;
  finished: Promise<Finished>;
}

/** The command as a user runs it; `terminal` gives it a pseudo-terminal of so many columns. */
export function startCommand(
  args: string[],
  baseUrl: string,
  { env = {}, terminal }: { env?: NodeJS.ProcessEnv; terminal?: number } = {},
): Running {
  const command = [process.execPath, '--conditions=@batch-status/source', entry, ...args];
  const [program = '', ...rest] = terminal
    ? [
        'script',
        '-qefc',
        `stty cols ${terminal} rows 24; exec ${command.map(quote).join(' ')}`,
        '/dev/null',
      ]
    : command;
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
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    child.emit('printed');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const finished = once(child, 'close').then(([code]): Finished => ({
    code: code as number | null,
    stdout,
    stderr,
  }));
  const printed = async (text: string): Promise<void> => {
    while (!stdout.includes(text)) {
      const end = await Promise.race([once(child, 'printed').then(() => undefined), finished]);
      if (end && !stdout.includes(text))
        throw new Error(`It ended without ${text}: ${stdout}${stderr}`);
    }
  };
  const interrupt = (): void => {
    if (terminal) child.stdin.write('\u0003');
    else child.kill('SIGINT');
  };
  return { printed, interrupt, finished };
}

export const runCommand = (
  args: string[],
  baseUrl: string,
  options?: Parameters<typeof startCommand>[2],
): Promise<Finished> => startCommand(args, baseUrl, options).finished;

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
