import { onTestFinished } from 'vitest';
import { runCommand } from '../../src/command/command.ts';

type Env = Record<string, string>;

/** A command in this process, as a test controls it. */
export class StartedCommand {
  readonly exitCode: Promise<number>;
  readonly #stop = new AbortController();
  readonly #listeners = new Set<() => void>();
  output = '';
  errors = '';

  constructor(args: readonly string[], env: Env) {
    const { signal: stop } = this.#stop;
    const stdout = {
      write: (text: string) => {
        this.output += text;
        this.#wrote();
      },
    };
    const stderr = { write: (text: string) => void (this.errors += text) };
    this.exitCode = runCommand(args, { env, stdout, stderr, stop, pageFolder: 'nowhere' });
  }

  #wrote(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The link that it prints. */
  async link(): Promise<string> {
    const find = () => /https?:\/\/\S+/.exec(this.output)?.[0];
    const written = new Promise<void>((resolve) => {
      this.#listeners.add(() => {
        if (find() !== undefined) resolve();
      });
    });
    const failed = this.exitCode.then((code) => {
      throw new Error(`It ended with ${code}: ${this.errors}`);
    });
    await Promise.race([written, failed]);
    return find()!;
  }

  /** @returns Its exit code. */
  stop(): Promise<number> {
    this.#stop.abort();
    return this.exitCode;
  }
}

/** Starts the command on a free port. It is stopped at the end of the test. */
export function start(args: readonly string[], env: Env = {}): StartedCommand {
  const command = new StartedCommand(['--port', '0', ...args], env);
  onTestFinished(async () => void (await command.stop()));
  return command;
}
