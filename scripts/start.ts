/**
 * `pnpm start`: builds what must be built, serves a simulated batch on loopback, and watches it
 * with the command line client. `--help` lists the options.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { checkPort } from './check-port.ts';
import { Failed, fromRoot } from './run.ts';

const help = `Usage: pnpm start [--exit] [--port 8787] [--speed 1]

Serves a simulated batch of 150 calls on loopback and watches it to its end.

  --exit    end, with status 0, once the batch is complete
  --port    port of the server; 0 takes any free one
  --speed   how many times faster the batch goes
`;

const credentials = { TRILLET_API_KEY: 'test-key', TRILLET_WORKSPACE_ID: 'test-workspace' };

interface Options {
  exit: boolean;
  port: string;
  speed: string;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        exit: { type: 'boolean', default: false },
        port: { type: 'string', default: '8787' },
        speed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      process.exit(0);
    }
    if (!(Number(values.speed) > 0)) {
      throw new Error(`--speed must be a number greater than 0; got "${values.speed}".`);
    }
    return values;
  } catch (error) {
    throw new Failed(`${(error as Error).message}\n\n${help}`, 2);
  }
}

/** Starts the server and resolves with it and its URL, once it listens. */
async function serve({ port, speed }: Options): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(
    process.execPath,
    [
      fromRoot('apps/reference-server/dist/bin.js'),
      `--port=${port}`,
      `--speed=${speed}`,
      '--batch=demo',
      '--batch=next',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const complaints: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const exited = once(server, 'exit').then(() => {
    const why = complaints
      .join('')
      .replace(/^reference-server: /, '')
      .trim();
    throw new Failed(why || 'The server did not start.');
  });
  exited.catch(() => undefined);
  const ready = once(createInterface(server.stdout), 'line') as Promise<[string]>;
  const [line] = await Promise.race([ready, exited]);
  const url = /http:\S+\d/.exec(line)?.[0];
  if (!url) throw new Failed(`The server said something unexpected: ${line}`);
  return { server, url };
}

async function watchDemo(url: string): Promise<number> {
  const watch = spawn(
    process.execPath,
    [
      fromRoot('apps/cli/dist/bin.js'),
      'watch',
      'demo',
      '--max-staleness',
      '1',
      '--max-rate',
      '120',
    ],
    { stdio: 'inherit', env: { ...process.env, ...credentials, TRILLET_BASE_URL: url } },
  );
  // A terminal sends Ctrl-C to both processes, but SIGTERM reaches only this one.
  process.once('SIGTERM', () => watch.kill());
  const [code] = (await once(watch, 'exit')) as [number | null];
  return code ?? 1;
}

/** In PowerShell, `curl` is another command. Double quotes mean the same in every shell. */
const curl = process.platform === 'win32' ? 'curl.exe' : 'curl';

const nextSteps = (url: string): string => `
The server runs at ${url} until Ctrl-C. Its batch "next" begins at its first request:

  ${curl} -H "x-api-key: test-key" -H "x-workspace-id: test-workspace" ${url}/v1/api/batch-calls/next/status

To follow it to its end, run this script in this folder:

  node --input-type=module --eval "
  import { createBatchStatusClient, watch } from '@batch-status/fetch';
  const client = createBatchStatusClient({ baseUrl: '${url}', apiKey: 'test-key', workspaceId: 'test-workspace' });
  for await (const { phase, progress } of watch(client, 'next', { maxStaleness: 1000 })) {
    console.log(phase, progress.done, 'calls done');
  }
  "
`;

async function start(): Promise<void> {
  const options = readOptions();
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  // Before the build, which takes longer than a reader waits for a message.
  await checkPort(options.port, 'pnpm start --port 0');
  console.log('Building the command, the client, and the server…');
  await build(['@batch-status/cli', '@batch-status/reference-server', '@batch-status/fetch']);
  console.log('Starting the server…');
  const { server, url } = await serve(options);
  // However this process ends, the server does not outlive it.
  process.on('exit', () => server.kill());
  try {
    console.log(`Watching a batch of 150 calls that is served at ${url}…\n`);
    process.exitCode = await watchDemo(url);
    if (options.exit || process.exitCode !== 0) return;
    process.stdout.write(nextSteps(url));
    await Promise.race([interrupted, once(server, 'exit')]);
  } finally {
    server.kill();
  }
}

try {
  await start();
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
