import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a process has used since its start. */
export interface Usage {
  /** CPU time of all threads, in milliseconds. */
  cpu: number;
  /** The peak of resident memory, in bytes. */
  memory: number;
}

/** What a process used from its start until its exit, and what it printed. */
export interface Run extends Usage {
  code: number;
  /** Wall-clock time, in milliseconds. */
  time: number;
  stdout: string;
}

/** Reports the usage in a file at the exit, or in response to a message. It is plain JavaScript, which Node loads fastest. */
const hook = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  const usage = () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    return { cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 };
  };
  const file = process.env.USAGE_FILE;
  if (file && isMainThread) process.on('exit', () => writeFileSync(file, JSON.stringify(usage())));
  if (process.channel) process.on('message', () => process.send(usage()));`)}`;

const env = { ...process.env, REDOCLY_TELEMETRY: 'off' };

/**
 * Runs Node until its exit.
 *
 * @param timeout Milliseconds after which the process is killed.
 * @returns `undefined` if a signal ended the process.
 */
export async function runMeasured(args: string[], timeout = 0): Promise<Run | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'usage-'));
  const file = join(folder, 'usage.json');
  try {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['--import', hook, ...args], {
      env: { ...env, USAGE_FILE: file },
      stdio: ['ignore', 'pipe', 'ignore'],
      killSignal: 'SIGKILL',
      timeout,
    });
    const exited = once(child, 'exit') as Promise<[number | null]>;
    const stdout = await text(child.stdout);
    const [code] = await exited;
    const time = performance.now() - startedAt;
    if (code === null) return undefined;
    return { code, time, stdout, ...(JSON.parse(await readFile(file, 'utf8')) as Usage) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A process that runs until it is disposed of. */
export interface RunningProcess extends AsyncDisposable {
  /** The first line that it printed on its error output. */
  line: string;
  usage: () => Promise<Usage>;
}

export async function startMeasured(args: string[]): Promise<RunningProcess> {
  const child = spawn(process.execPath, ['--import', hook, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  const printed = once(child.stderr!, 'data') as Promise<[Buffer]>;
  const [line] = await Promise.race([
    printed,
    exited.then(() => {
      throw new Error(`node ${args.join(' ')} exited.`);
    }),
  ]);
  child.stderr!.resume();
  return {
    line: String(line),
    async usage() {
      child.send('usage');
      const [usage] = (await once(child, 'message')) as [Usage];
      return usage;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
