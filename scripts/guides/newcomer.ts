import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fromRoot, run } from '../run.ts';
import { runtimes } from '../runtimes.ts';

/** A block of code as a reader of a guide sees it. */
interface Block {
  /** The file that it comes from. */
  source: string;
  language: string;
  /** The name under which the reader saves it. */
  title: string | undefined;
  code: string;
}

const block = /^<!-- snippet (\S+) -->\n+```(\w+)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm;

const blocksOf = (text: string): Block[] =>
  [...text.matchAll(block)].map(([, source, language, title, code]) => ({
    source: source!,
    language: language!,
    title,
    code: code!,
  }));

/** Follows a guide to the letter in an empty folder. */
export class Newcomer {
  /** The guide, as it is written. */
  readonly text: string;
  readonly #folder: string;
  readonly #blocks: Block[];
  readonly #env: Record<string, string>;
  readonly #running: ChildProcess[] = [];

  private constructor(text: string, folder: string, blocks: Block[], env: Record<string, string>) {
    this.text = text;
    this.#folder = folder;
    this.#blocks = blocks;
    this.#env = env;
  }

  /** Reads a guide, and saves each block that has the name of a file. */
  static async read(
    guide: string,
    parent: string,
    env: Record<string, string>,
    change: (code: string) => string = (code) => code,
  ): Promise<Newcomer> {
    const folder = await mkdtemp(join(parent, `${guide}-`));
    const text = await readFile(fromRoot(`docs/guides/${guide}.md`), 'utf8');
    const blocks = blocksOf(text).map((each) => ({ ...each, code: change(each.code) }));
    for (const { title, code } of blocks) {
      if (title === undefined) continue;
      await mkdir(dirname(join(folder, title)), { recursive: true });
      await writeFile(join(folder, title), code);
    }
    const global = join(folder, 'global');
    const bin = join(global, 'bin');
    await mkdir(bin, { recursive: true });
    for (const [name, program] of Object.entries(runtimes)) await symlink(program, join(bin, name));
    const path = `${bin}:${process.env['PATH']}`;
    return new Newcomer(text, folder, blocks, { ...env, npm_config_prefix: global, PATH: path });
  }

  /** The code of the block that shows a file of `apps/examples`. */
  shown(file: string): string {
    const found = this.#blocks.find(({ source }) => source === `apps/examples/${file}`);
    if (!found) throw new Error(`The guide does not show ${file}.`);
    return found.code;
  }

  /** Runs a script in Bash, and returns what it prints. */
  async bash(script: string, env: Record<string, string> = {}): Promise<string> {
    const { ok, output } = await this.attempt(script, env);
    if (!ok) throw new Error(`${script}\nfailed:\n${output}`);
    return output;
  }

  attempt(
    script: string,
    env: Record<string, string> = {},
  ): Promise<{ ok: boolean; output: string }> {
    return run(['bash', '-c', script], { ...this.#env, ...env }, this.#folder);
  }

  /** Starts a script that goes on, and returns the first line that it prints. */
  async start(script: string, env: Record<string, string> = {}): Promise<string> {
    const child = spawn('bash', ['-c', script], {
      cwd: this.#folder,
      env: { ...process.env, ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npx starts other processes, which a signal to the shell would not reach.
      detached: true,
    });
    this.#running.push(child);
    const complaints: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
    const printed = once(createInterface(child.stdout), 'line') as Promise<[string]>;
    const ended = once(child, 'close').then((): [string] => {
      throw new Error(`${script}\nended:\n${complaints.join('')}`);
    });
    ended.catch(() => undefined);
    const [line] = await Promise.race([printed, ended]);
    return line;
  }

  /** The path of a file in the folder. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  file(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  /** Ends what was started, and waits until it has ended. */
  async stop(): Promise<void> {
    const running = this.#running.filter(
      ({ exitCode, signalCode }) => (exitCode ?? signalCode) === null,
    );
    const ended = running.map((child) => once(child, 'close'));
    for (const { pid } of running) process.kill(-pid!);
    await Promise.all(ended);
  }
}
