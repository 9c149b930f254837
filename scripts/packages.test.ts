import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked } from './install-packed.ts';
import { packageBin } from './package-bin.ts';
import { commands, libraries, published } from './published.ts';
import { fromRoot, run, start } from './run.ts';
import { otherNode } from './runtimes.ts';

const imported = [
  ...libraries,
  '@batch-status/client-core/sharing',
  '@batch-status/conformance/analysis',
  '@batch-status/conformance/vitest',
  '@batch-status/element/bar',
  '@batch-status/element/watch',
  '@batch-status/fetch/browser',
  '@batch-status/fetch/proxy',
  '@batch-status/node/proxy',
  '@batch-status/node/shared',
  '@batch-status/server/bullmq',
  '@batch-status/server/redis',
  '@batch-status/server/sqlite',
];

interface Manifest {
  name: string;
  private?: boolean;
}

let folder: string;
const inProject = (path: string): string => join(folder, 'project', path);

/** The command line of an installed command. */
const installed = (name: keyof typeof commands): string[] =>
  packageBin(name, commands[name], inProject('node_modules'));

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'batch-status-packages-')));
  await mkdir(inProject(''));
  // Installed so, a package sees what it depends on, and nothing else that is installed.
  const settings = { hoist: false, virtualStoreDir: join(folder, 'store') };
  await installPacked(published, inProject(''), settings);
  // A peer of `conformance/vitest`, and too large to be installed for one test.
  await mkdir(join(folder, 'node_modules'));
  await symlink(fromRoot('node_modules/vitest'), join(folder, 'node_modules/vitest'), 'junction');
  await symlink(fromRoot('node_modules/bullmq'), join(folder, 'node_modules/bullmq'), 'junction');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every published package is tested here, and all are released together', async () => {
  const names: string[] = [];
  for await (const file of glob('{packages,apps}/*/package.json', { cwd: fromRoot('') })) {
    const manifest = JSON.parse(await readFile(fromRoot(file), 'utf8')) as Manifest;
    if (!manifest.private) names.push(manifest.name);
  }
  expect(published.toSorted()).toEqual(names.toSorted());
  const { fixed } = JSON.parse(await readFile(fromRoot('.changeset/config.json'), 'utf8')) as {
    fixed: string[][];
  };
  expect(fixed.map((group) => group.toSorted())).toEqual([names.toSorted()]);
});

/** What a script finds in each package that it loads by `load`; an error is found as its message. */
async function loadedBy(file: string, load: string): Promise<Record<string, string[] | string>> {
  const code = `
    const found = {};
    const load = ${load};
    (async () => {
      for (const name of ${JSON.stringify(imported)}) {
        try {
          found[name] = Object.keys(await load(name)).sort();
        } catch (error) {
          found[name] = error.message;
        }
      }
      console.log(JSON.stringify(found));
    })();`;
  await writeFile(inProject(file), code);
  const { output } = await run([process.execPath, inProject(file)]);
  return JSON.parse(output) as Record<string, string[]>;
}

test('each package can be imported and required', async () => {
  const modules = await loadedBy('import.mjs', '(name) => import(name)');
  const exports = {
    spec: 'isBatchStatus',
    fetch: 'watch',
    node: 'watch',
    element: 'BatchProgress',
    'element/bar': 'segmentsOf',
    'element/watch': 'BatchWatch',
    'conformance/analysis': 'appliedSchemas',
    'fetch/browser': 'createRawClient',
    'fetch/proxy': 'createProxyHandler',
    'node/proxy': 'createProxyListener',
    'node/shared': 'sharedMonitor',
    server: 'statusHandler',
    'server/bullmq': 'tracked',
    'server/redis': 'redisStore',
    'server/sqlite': 'sqliteStore',
  };
  for (const [name, found] of Object.entries(exports)) {
    expect(modules[`@batch-status/${name}`]).toContain(found);
  }
  for (const name of imported) expect(modules[name]).toEqual(expect.any(Array));
  expect(await loadedBy('require.cjs', '(name) => require(name)')).toEqual(modules);
});

/** Where the Node client runs: the oldest version that it promises, the pinned one, the newest. */
const runtimes: Record<string, string> = {
  '22.19': otherNode('node22'),
  '24': process.execPath,
  '26': otherNode('node26'),
};

test.for(Object.entries(runtimes))(
  'the Node client can be imported and required, and sends requests, in Node %s',
  async ([version, node], { skip }) => {
    skip(!existsSync(node));
    const code = `
      import { createRequire } from 'node:module';
      import * as imported from '@batch-status/node';
      const required = createRequire(import.meta.url)('@batch-status/node');
      for (const { createBatchStatusClient, watch } of [imported, required]) {
        const { total } = await createBatchStatusClient().getBatchStatus('demo');
        console.log(process.version, typeof watch, total);
      }`;
    await writeFile(inProject('ask.mjs'), code);
    const { output } = await run([node, inProject('ask.mjs')], server.env);
    const line = `v${version.replace('.', '\\.')}\\.[\\d.]+ function 150\\n`;
    expect(output).toMatch(new RegExp(`^(?:${line}){2}$`));
  },
);

test.for([
  ['import', 'o.mjs', "import '@batch-status/node';"],
  ['require', 'o.cjs', "require('@batch-status/node');"],
] as const)(
  'in a Node that is too old, the Node client fails with one sentence: %s',
  async ([, script, code], { skip }) => {
    const node = otherNode('node20');
    skip(!existsSync(node));
    await writeFile(inProject(script), code);
    const { ok, output } = await run([node, inProject(script)]);
    expect(output).toMatch(
      /^Error: @batch-status\/node needs Node 22\.19 or later; this is Node 20\.\d+\.\d+\.$/m,
    );
    expect(output).not.toContain('SyntaxError');
    expect(ok).toBe(false);
    const manifest = await readFile(inProject('node_modules/@batch-status/node/package.json'));
    expect(JSON.parse(manifest.toString())).toMatchObject({ engines: { node: '>=22.19' } });
  },
);

test.each([
  ['@batch-status/client-core', 'packages/client-core'],
  ['@batch-status/fetch', 'packages/fetch-client'],
  ['@batch-status/node', 'packages/node-client'],
  ['@batch-status/simulation', 'packages/simulation'],
])('%s depends on ranges, and is tested with the lowest version of each', async (name, path) => {
  const manifest = await readFile(inProject(`node_modules/${name}/package.json`), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  for (const [dependency, range] of Object.entries(dependencies)) {
    expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
    if (published.includes(dependency)) continue;
    const tested = [dependency, `${dependency}-lowest`].map((alias) => versionIn(path, alias));
    expect(await Promise.all(tested)).toContain(range.slice(1));
  }
});

/** Which version of a dependency a package of ours is tested with, if any. */
async function versionIn(path: string, dependency: string): Promise<string | undefined> {
  const file = fromRoot(`${path}/node_modules/${dependency}/package.json`);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
}

/** The installed server, and what its clients read in the environment. */
interface RunningServer {
  env: Record<string, string>;
  stop: () => void;
}

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

async function startServer(): Promise<RunningServer> {
  const child = start([...installed('@batch-status/reference-server'), '--port', '0']);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The server ended with ${code} before it listened.`);
  });
  const ready = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const [line] = await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  return {
    env: {
      TRILLET_BASE_URL: /http:\S+\d/.exec(line)![0],
      TRILLET_API_KEY: 'test-key',
      TRILLET_WORKSPACE_ID: 'test-workspace',
    },
    stop: () => child.kill(),
  };
}

// `npx <package>` runs the only command of a package.
test.each(Object.keys(commands))(
  'npx runs the command of %s by the name of its package',
  async (name) => {
    const manifest = await readFile(inProject(`node_modules/${name}/package.json`), 'utf8');
    const { bin } = JSON.parse(manifest) as { bin: Record<string, string> };
    expect(Object.keys(bin)).toEqual([commands[name]]);
  },
);

test.for([
  ['@batch-status/cli', '22.19'],
  ['@batch-status/contract-tests', '22.15'],
  ['@batch-status/reference-server', '22.13'],
] as const)('in a Node that is too old, %s fails with one sentence', async (row, { skip }) => {
  const [name, needed] = row;
  const node = otherNode('node20');
  skip(!existsSync(node));
  const [, ...command] = installed(name);
  const { ok, output } = await run([node, ...command, '--help']);
  expect(output).toMatch(/^[a-z-]+: Node 20\.\d+\.\d+ is too old; use Node \d+\.\d+ or later\.\n$/);
  expect(output.startsWith(`${commands[name]}: `)).toBe(true);
  expect(output).toContain(`use Node ${needed} or later`);
  expect(ok).toBe(false);
  const manifest = await readFile(inProject(`node_modules/${name}/package.json`), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ engines: { node: `>=${needed}` } });
});

test('without the packages for Redis, the reference server says which to install', async () => {
  const command = [...installed('@batch-status/reference-server'), 'work'];
  const { ok, output } = await run([...command, '--store', 'redis://127.0.0.1:1']);
  expect(ok).toBe(false);
  expect(output).toBe(
    'reference-server: A Redis needs the packages bullmq and ioredis; run npm install bullmq ioredis.\n',
  );
});

test.each(Object.keys(commands))('the command of %s prints its version', async (name) => {
  const { output } = await run([...installed(name), '--version']);
  expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
});

// Windows has no SIGINT to end the recorder by.
test.skipIf(process.platform === 'win32')(
  'the recorder works between a client and a server',
  async () => {
    const output = inProject('recording.har');
    const recorder = start([
      ...installed('@batch-status/contract-tests'),
      ...['record', '--target', server.env['TRILLET_BASE_URL']!, '--output', output, '--verify'],
      ...['--contract', inProject('node_modules/@batch-status/spec/openapi.yaml')],
    ]);
    const said: string[] = [];
    recorder.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    const [line] = (await once(createInterface(recorder.stderr), 'line')) as [string];
    const through = { ...server.env, TRILLET_BASE_URL: /http:\S+\d/.exec(line)![0] };
    const got = await run([...installed('@batch-status/cli'), 'get', 'demo', '--json'], through);
    expect(got.ok).toBe(true);
    expect(JSON.parse(got.output)).toMatchObject({ total: 150 });
    recorder.kill('SIGINT');
    expect(await once(recorder, 'close')).toEqual([0, null]);
    expect(said.join('')).toMatch(/^1 exchange checked, 0 out of scope, 0 errors, 0 warnings\.$/m);
    expect(await readFile(output, 'utf8')).not.toContain('test-key');
  },
);
