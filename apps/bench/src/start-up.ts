import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { figuresOf, type Figure } from './measure.ts';
import { milliseconds, type Table } from './table.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const allRounds = 15;

/** Resolves with how long something took, in milliseconds. */
type Timed = () => Promise<number>;

/** How long Node takes to do nothing, to load each package, and to run the command. */
export async function benchStartUp(): Promise<Table[]> {
  execFileSync('turbo', ['run', 'build', '--output-logs=errors-only'], { cwd: root });
  const note = `Milliseconds of ${allRounds} processes each, built packages, wall clock. The ratio is to a process that does nothing.`;
  return [
    {
      ...{ name: 'start-up-import', title: 'Importing a package', note, unit: milliseconds },
      figures: await compareTimes(await importsOfPackages(), allRounds),
    },
    {
      ...{ name: 'start-up-command', title: 'The command', note, unit: milliseconds },
      figures: await compareCommand(join(root, 'apps/cli/dist/bin.js'), allRounds),
    },
  ];
}

/**
 * What the command takes until its end, and for `get` until the first byte of its request, beside
 * a process that does nothing and one that does nothing but fetch.
 *
 * @param entry The file that `batch-status` starts.
 */
export async function compareCommand(entry: string, rounds: number): Promise<Figure[]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const env = { TRILLET_API_KEY: 'test-key', TRILLET_WORKSPACE_ID: 'w', TRILLET_BASE_URL: url };
  try {
    return await compareTimes(
      {
        'node -e 0': untilExit(['-e', '0']),
        'batch-status --version': untilExit([entry, '--version']),
        'batch-status --help': untilExit([entry, '--help']),
        'fetch, first byte': untilFirstByte(['-e', `fetch('${url}')`], server),
        'batch-status get, first byte': untilFirstByte([entry, 'get', 'demo'], server, env),
        'batch-status watch, first byte': untilFirstByte([entry, 'watch', 'demo'], server, env),
      },
      rounds,
    );
  } finally {
    server.close();
  }
}

/** Every package that is published and can be imported, and peers that do the same. */
async function importsOfPackages(): Promise<Record<string, Timed>> {
  const timed: Record<string, Timed> = { 'node -e 0': untilExit(['-e', '0']) };
  for await (const file of glob('{packages,apps}/*/package.json', { cwd: root })) {
    const manifest = JSON.parse(await readFile(join(root, file), 'utf8')) as {
      name: string;
      private?: boolean;
      exports?: { '.'?: { default?: string } };
    };
    const entry = manifest.exports?.['.']?.default;
    if (manifest.private || !entry) continue;
    timed[manifest.name] = untilImported(pathToFileURL(join(root, dirname(file), entry)).href);
  }
  for (const peer of ['openapi-fetch', 'ky', 'ofetch', 'axios', 'got']) {
    timed[peer] = untilImported(import.meta.resolve(peer));
  }
  return timed;
}

async function compareTimes(candidates: Record<string, Timed>, rounds: number): Promise<Figure[]> {
  const timed = Object.values(candidates);
  // Fills the caches of the system and of compiled code.
  for (const time of timed) await time();
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const time of timed) row.push(await time());
    rows.push(row);
  }
  return figuresOf(Object.keys(candidates), rows);
}

const untilImported = (url: string): Timed =>
  untilExit(['--input-type=module', '-e', `import '${url}'`]);

const untilExit =
  (args: string[]): Timed =>
  async () => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}.`);
    return performance.now() - startedAt;
  };

const untilFirstByte =
  (args: string[], server: Server, env: NodeJS.ProcessEnv = {}): Timed =>
  async () => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, {
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    const exited = once(child, 'exit');
    const asked = new Promise<number>((resolve, reject) => {
      server.once('connection', (socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            resolve(performance.now() - startedAt);
            child.kill('SIGKILL');
          });
      });
      child.once('exit', () => reject(new Error(`node ${args.join(' ')} has asked for nothing.`)));
    });
    try {
      return await asked;
    } finally {
      server.removeAllListeners('connection');
      await exited;
    }
  };
