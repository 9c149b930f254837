import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listenOnLoopback } from '@batch-status/loopback';
import { buildPackages, repositoryRoot } from '../package-command.ts';
import { startServer } from '../loopback/start-server.ts';
import { statusUrl } from '../loopback/status-request.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import type { Figure } from '../rounds/figures.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';
import { moduleArguments, untilExit } from './timed-process.ts';

const rounds = 15;

/** How long Node takes to do nothing, to import each package, to make a call, and to run the command. */
export async function benchStartUp(): Promise<Table[]> {
  await buildPackages();
  using server = await startServer('constant-server.ts');
  const note = `Milliseconds of wall-clock time of ${rounds} processes each, with built packages. The ratio is to a process that does nothing.`;
  return [
    {
      ...{ name: 'start-up-import', title: 'Importing a package', note, unit: milliseconds },
      figures: await takeTurns(await importsOfPackages(), rounds),
    },
    {
      ...{ name: 'start-up-call', title: 'Importing a package, and one call', note },
      unit: milliseconds,
      figures: await takeTurns(importsWithCall(server.url), rounds),
    },
    {
      ...{ name: 'start-up-command', title: 'Running the command', note, unit: milliseconds },
      figures: await compareCommand(join(repositoryRoot, 'apps/cli/dist/bin.js')),
    },
  ];
}

/**
 * Times the command until its exit, or until the first byte of its request, and processes that do
 * nothing or only fetch.
 *
 * @param entry The file that `batch-status` runs.
 */
async function compareCommand(entry: string): Promise<Figure[]> {
  const server = createServer();
  const { url, close } = await listenOnLoopback(server);
  const env = { TRILLET_API_KEY: 'test-key', TRILLET_WORKSPACE_ID: 'w', TRILLET_BASE_URL: url };
  try {
    return await takeTurns(
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
    await close();
  }
}

/** Every published package that can be imported, and peers. */
async function importsOfPackages(): Promise<Record<string, Measure>> {
  const imports: Record<string, Measure> = { 'node -e 0': untilExit(['-e', '0']) };
  for await (const file of glob('{packages,apps}/*/package.json', { cwd: repositoryRoot })) {
    const manifest = JSON.parse(await readFile(join(repositoryRoot, file), 'utf8')) as {
      name: string;
      private?: boolean;
      exports?: { '.'?: { default?: string } };
    };
    const entry = manifest.exports?.['.']?.default;
    if (manifest.private || !entry) continue;
    const url = pathToFileURL(join(repositoryRoot, dirname(file), entry)).href;
    imports[manifest.name] = untilImported(url);
  }
  for (const name of ['openapi-fetch', 'ky', 'ofetch', 'axios', 'got', 'undici']) {
    imports[name] = untilImported(peer(name));
  }
  return imports;
}

/** Clients whose process makes one call. What a client loads at its first call counts too. */
function importsWithCall(baseUrl: string): Record<string, Measure> {
  const url = statusUrl(baseUrl, 'demo');
  const ours = (folder: string): string => `
    import { createBatchStatusClient } from '${builtPackage(folder)}';
    const client = createBatchStatusClient(${JSON.stringify({ baseUrl, apiKey: 'k', workspaceId: 'w' })});
    await client.getBatchStatus('demo');`;
  const programs: Record<string, string> = {
    '@batch-status/fetch': ours('packages/fetch-client'),
    '@batch-status/node': ours('packages/node-client'),
    fetch: `await (await fetch('${url}')).json();`,
    'openapi-fetch': `import createClient from '${peer('openapi-fetch')}'; await createClient().GET('${url}');`,
    ky: `import ky from '${peer('ky')}'; await ky('${url}').json();`,
    ofetch: `import { ofetch } from '${peer('ofetch')}'; await ofetch('${url}');`,
    axios: `import axios from '${peer('axios')}'; await axios.get('${url}');`,
    got: `import got from '${peer('got')}'; await got('${url}').json();`,
    'undici, request': `import { request } from '${peer('undici')}'; await (await request('${url}')).body.json();`,
  };
  const measures = Object.entries(programs).map(
    ([name, program]) => [name, untilExit(moduleArguments(`${program} process.exit();`))] as const,
  );
  return { 'node -e 0': untilExit(['-e', '0']), ...Object.fromEntries(measures) };
}

const builtPackage = (folder: string): string =>
  pathToFileURL(join(repositoryRoot, folder, 'dist/index.js')).href;

const peer = (name: string): string => import.meta.resolve(name);

const untilImported = (url: string): Measure => untilExit(moduleArguments(`import '${url}'`));

const untilFirstByte =
  (args: string[], server: Server, env: NodeJS.ProcessEnv = {}): Measure =>
  async () => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, {
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    const exited = once(child, 'exit');
    const firstByte = new Promise<number>((resolve, reject) => {
      server.once('connection', (socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            resolve(performance.now() - startedAt);
            child.kill('SIGKILL');
          });
      });
      child.once('exit', () =>
        reject(new Error(`node ${args.join(' ')} exited without a request.`)),
      );
    });
    try {
      return await firstByte;
    } finally {
      server.removeAllListeners('connection');
      await exited;
    }
  };
