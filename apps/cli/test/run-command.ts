import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { runCommand as run } from '../src/run-command.ts';
import type { Output } from '../src/session/output.ts';
import type { Surroundings } from '../src/session/surroundings.ts';
import { apiKey, refuseIndiscretion, workspaceId, type Finished } from './discretion.ts';

export interface RunOptions extends Partial<
  Pick<Surroundings, 'signal' | 'clock' | 'dispatcher' | 'env'>
> {
  /** Gives the command a terminal with this many columns, or an emulated one. */
  terminal?: number | Output;
  /** What standard input contains. */
  stdin?: string;
  /** The output may contain phone numbers. */
  showsPhoneNumbers?: true;
}

/** Runs the command in this process, and throws if its output contains a secret. */
export async function runCommand(
  args: string[],
  baseUrl: string,
  { env, terminal, stdin = '', showsPhoneNumbers, ...others }: RunOptions = {},
): Promise<Finished> {
  const emulated = typeof terminal === 'object' ? terminal : undefined;
  const columns = typeof terminal === 'object' ? terminal.columns : terminal;
  const [stdout, stderr] = [new Recorded(columns), new Recorded(columns)];
  const code = await run(args, {
    signal: new AbortController().signal,
    ...others,
    stdin: () => Readable.from([Buffer.from(stdin)]),
    stdout: emulated ?? stdout,
    // A terminal shows both outputs.
    stderr: emulated ?? (terminal === undefined ? stderr : stdout),
    env: {
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      TZ: 'UTC',
      TRILLET_API_KEY: apiKey,
      TRILLET_WORKSPACE_ID: workspaceId,
      TRILLET_BASE_URL: baseUrl,
      ...env,
    },
  });
  refuseIndiscretion(stdout.text + stderr.text, showsPhoneNumbers);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** An output that records what is written to it. */
class Recorded extends EventEmitter implements Output {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows = 24;

  constructor(columns: number | undefined) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns ?? 80;
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}
