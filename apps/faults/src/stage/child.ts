import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Program = 'worker' | 'server' | 'creator' | 'embedded' | 'follower';

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();
// A row that crashes must not leave processes behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The last lines that all processes have logged. */
export const logged: string[] = [];
const keptLines = 400;

/** A process of a row. */
export class Child {
  readonly process: ChildProcess;
  /** Resolves when the process says that it works. */
  readonly ready: Promise<void>;
  readonly ended: Promise<Ending>;

  constructor(program: Program, settings: object, shell?: string) {
    const file = fileURLToPath(new URL(`../programs/${program}.ts`, import.meta.url));
    const command = [
      ...[process.execPath, '--conditions=@batch-status/source', file, JSON.stringify(settings)],
    ];
    const [name, ...args] = shell === undefined ? command : ['sh', '-c', shell, ...command];
    const child = spawn(name!, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    running.add(child);
    child.once('close', () => running.delete(child));
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
    this.ready = once(createInterface(child.stdout), 'line').then(() => undefined);
    createInterface(child.stderr).on('line', (line) => {
      logged.push(`${program} ${line}`);
      if (logged.length > keptLines) logged.shift();
    });
  }

  async end(signal: NodeJS.Signals): Promise<Ending> {
    this.process.kill(signal);
    return this.ended;
  }
}

/** A process that is started again whenever it was killed, as an orchestrator does. */
export class Supervised {
  readonly #start: () => Child;
  child: Child;
  deaths = 0;
  #isStopping = false;
  /** What ended other than by a kill. */
  failure: string | undefined;

  constructor(start: () => Child) {
    this.#start = start;
    this.child = this.#begin();
  }

  #begin(): Child {
    const child = this.#start();
    void this.#watch(child);
    return child;
  }

  async #watch(child: Child): Promise<void> {
    const { code, signal } = await child.ended;
    if (this.#isStopping) return;
    if (signal === 'SIGKILL') {
      this.deaths += 1;
      this.child = this.#begin();
    } else this.failure = `A process has ended with ${code ?? signal}.`;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.child.end('SIGKILL');
  }

  /** Ends the process in an orderly way, and starts it again. */
  async terminate(): Promise<Ending> {
    this.#isStopping = true;
    const ending = await this.child.end('SIGTERM');
    this.#isStopping = false;
    this.child = this.#begin();
    return ending;
  }
}
