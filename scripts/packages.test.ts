import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageBin } from './package-bin.ts';
import { pnpm } from './pnpm.js';
import { fromRoot, run, type Outcome } from './run.ts';
import { otherNode } from './runtimes.ts';

/** What is published, as those who install it get it. */
const published: Record<string, string> = {
  '@batch-status/spec': 'packages/spec',
  '@batch-status/client-core': 'packages/client-core',
  '@batch-status/fetch': 'packages/fetch-client',
  '@batch-status/node': 'packages/node-client',
  '@batch-status/simulation': 'packages/simulation',
  '@batch-status/conformance': 'packages/conformance',
  '@batch-status/contract-tests': 'apps/contract-tests',
  '@batch-status/reference-server': 'apps/reference-server',
  'batch-status': 'apps/cli',
};

interface Manifest {
  name: string;
  private?: boolean;
}

/** What a program imports: the packages but for the commands, which are files to run. */
const imported = [
  ...Object.keys(published).filter(
    (name) => !['batch-status', '@batch-status/contract-tests'].includes(name),
  ),
  '@batch-status/conformance/vitest',
];

let folder: string;
const tarballs: Record<string, string> = {};
const inFolder = (path: string): string => join(folder, path);
const installed = (command: string): string => inFolder(`node_modules/.bin/${command}`);

async function must(command: string[]): Promise<void> {
  const { ok, output } = await run(command);
  if (!ok) throw new Error(output);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-packages-'));
  for (const [name, path] of Object.entries(published)) {
    await must(pnpm('--dir', fromRoot(path), 'pack', '--pack-destination', folder));
    const file = `${name.replace('@', '').replace('/', '-')}-`;
    const tarball = (await readdir(folder)).find((found) => new RegExp(`^${file}\\d`).test(found));
    tarballs[name] = inFolder(tarball!);
  }
  const files = Object.fromEntries(
    Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]),
  );
  const project = {
    private: true,
    type: 'module',
    dependencies: files,
    overrides: files,
  };
  await writeFile(inFolder('package.json'), JSON.stringify(project));
  const install = ['npm', 'install', '--prefix', folder, '--no-audit', '--no-fund'];
  await must(install);
  // A peer of `conformance/vitest`, and too large to be installed for one test.
  await symlink(fromRoot('node_modules/vitest'), inFolder('node_modules/vitest'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function runScript(name: string, code: string): Promise<Outcome> {
  await writeFile(inFolder(name), code);
  return run([process.execPath, inFolder(name)]);
}

test('all that is published is tested here, and released together', async () => {
  const names: string[] = [];
  for await (const file of glob('{packages,apps}/*/package.json', { cwd: fromRoot('') })) {
    const manifest = JSON.parse(await readFile(fromRoot(file), 'utf8')) as Manifest;
    if (!manifest.private) names.push(manifest.name);
  }
  expect(Object.keys(published).toSorted()).toEqual(names.toSorted());
  const { fixed } = JSON.parse(await readFile(fromRoot('.changeset/config.json'), 'utf8')) as {
    fixed: string[][];
  };
  expect(fixed.map((group) => group.toSorted())).toEqual([names.toSorted()]);
});

test.each(Object.keys(published))('%s is packed as npm and bundlers want it', async (name) => {
  const { buffer } = new Uint8Array(await readFile(tarballs[name]!));
  const { messages, pkg } = await publint({ pack: { tarball: buffer } });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test.each(imported.filter((name) => published[name]))(
  'the types of %s are found by every way of resolving, but from CommonJS of old',
  async (name) => {
    const checked = await checkPackage(
      createPackageFromTarballData(await readFile(tarballs[name]!)),
      { excludeEntrypoints: [/yaml$/] },
    );
    if (!checked.types) throw new Error('There are no types.');
    // ES modules alone: `require` of one came with Node 20.19, and `node10` knows no exports.
    const found = checked.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    );
    expect(found).toEqual([]);
  },
);

test.each(Object.keys(published))(
  '%s has its licence, its README and what it says',
  async (name) => {
    const { output } = await run(['tar', '-tzf', tarballs[name]!]);
    const files = output.trim().split('\n');
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md']));
    expect(files.filter((file) => /\/(?:src|test|node_modules)\/|tsbuildinfo/.test(file))).toEqual(
      [],
    );
    const manifest = JSON.parse(
      await readFile(inFolder(`node_modules/${name}/package.json`), 'utf8'),
    ) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/\.$/),
      license: 'MIT',
      engines: { node: expect.stringMatching(/^>=/) },
      publishConfig: { access: 'public' },
    });
    const { exports, dependencies } = manifest;
    expect(JSON.stringify([exports, dependencies])).not.toMatch(/\/source|workspace:|catalog:/);
  },
);

test.each(imported)('%s can be imported and required', async (name) => {
  const say = 'console.log(Object.keys(it).sort().join());';
  const modules = await runScript('i.mjs', `import * as it from '${name}';\n${say}`);
  const common = await runScript('r.cjs', `const it = require('${name}');\n${say}`);
  expect(modules).toMatchObject({ ok: true, output: expect.stringMatching(/\w+/) });
  expect(common).toEqual(modules);
});

/** Where the Node client runs: the oldest version that it promises, the pinned one, the newest. */
const runtimes: Record<string, string> = {
  '22.19': otherNode('node22'),
  '24': process.execPath,
  '26': otherNode('node26'),
};

test.for(Object.entries(runtimes))(
  'the Node client can be imported and required, and asks, in Node %s',
  async ([version, node], { skip }) => {
    skip(!existsSync(node));
    const use = `
      console.log(process.version, typeof watch);
      createBatchStatusClient().getBatchStatus('demo').then(({ total }) => console.log(total));
    `;
    const names = '{ createBatchStatusClient, watch }';
    await writeFile(inFolder('n.mjs'), `import ${names} from '@batch-status/node';${use}`);
    await writeFile(inFolder('n.cjs'), `const ${names} = require('@batch-status/node');${use}`);
    await withServer(async (env) => {
      for (const script of ['n.mjs', 'n.cjs']) {
        const { output } = await run([node, inFolder(script)], env);
        expect(output).toMatch(
          new RegExp(`^v${version.replace('.', '\\.')}\\.[\\d.]+ function\\n150\\n$`),
        );
      }
    });
  },
);

const forEveryRuntime = `
  import { createBatchStatusClient, isCompletedCall, watch, type BatchStatus } from '@batch-status/fetch';
  import { checkExchange } from '@batch-status/conformance';
  import { createExchange, type Transport } from '@batch-status/client-core';
  import { simulate, VirtualClock } from '@batch-status/simulation';
  import { createReferenceServer } from '@batch-status/reference-server';
  import contract from '@batch-status/spec/openapi.json' with { type: 'json' };
  const batch: BatchStatus = await createBatchStatusClient().getBatchStatus('b');
  const seconds: (number | null | undefined)[] = (batch.recent_calls ?? []).filter(isCompletedCall).map((call) => call.duration);
  const transport: Transport | undefined = undefined;
  console.log(seconds, contract.openapi, checkExchange, createReferenceServer, watch, createExchange, transport, simulate(1)(0).total, new VirtualClock());
`;
const forNode = `
  import { createBatchStatusClient, type BatchStatus } from '@batch-status/node';
  await using client = createBatchStatusClient();
  const { total }: BatchStatus = await client.getBatchStatus('b');
  console.log(total);
`;

test.each([
  ['nodenext', [], forEveryRuntime],
  ['bundler', [], forEveryRuntime],
  ['nodenext', ['node'], forNode],
  ['bundler', ['node'], forNode],
])('the types are whole under %s resolution, with types of %j', async (resolution, types, code) => {
  await writeFile(inFolder('types.ts'), code);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    target: 'es2023',
    lib: ['es2023', ...(types.length > 0 ? [] : ['dom', 'dom.iterable'])],
    types,
    typeRoots: [fromRoot('node_modules/@types')],
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    resolveJsonModule: true,
  };
  await writeFile(
    inFolder('tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['types.ts'] }),
  );
  expect(await run([...packageBin('typescript', 'tsc'), '-p', folder])).toEqual({
    ok: true,
    output: '',
  });
});

test('the server can be run by the name of its package alone', async () => {
  const npx = `cd '${folder}' && npx --no -- @batch-status/reference-server --help`;
  const { ok, output } = await run(['sh', '-c', npx]);
  expect(output).toContain('Usage: reference-server');
  expect(ok).toBe(true);
});

/** Runs the installed server, and gives what its clients read in the environment. */
async function withServer(use: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const server = spawn(installed('reference-server'), ['--port', '0'], { stdio: 'pipe' });
  try {
    const failed = once(server, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${code} before it listened.`);
    });
    const ready = once(createInterface(server.stdout), 'line') as Promise<[string]>;
    const [line] = await Promise.race([ready, failed]);
    failed.catch(() => undefined);
    await use({
      TRILLET_BASE_URL: /http:\S+\d/.exec(line)![0],
      TRILLET_API_KEY: 'test-key',
      TRILLET_WORKSPACE_ID: 'test-workspace',
    });
  } finally {
    server.kill();
  }
}

test.each([
  ['batch-status', 'batch-status', '22.19'],
  ['@batch-status/contract-tests', 'contract-tests', '22.15'],
])('%s says in a sentence that a Node is too old for it', async (name, command, needed) => {
  const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})`;
  const outcome = await run([process.execPath, '--import', older, installed(command), '--help']);
  const output = `${command}: Node 20.20.2 is too old; use Node ${needed} or later.\n`;
  expect(outcome).toEqual({ ok: false, output });
  const manifest = await readFile(inFolder(`node_modules/${name}/package.json`), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ engines: { node: `>=${needed}` } });
});

test.each(['batch-status', 'contract-tests', 'reference-server'])(
  '%s tells its version',
  async (command) => {
    const { output } = await run([installed(command), '--version']);
    expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  },
);

test('the commands run as installed, and understand each other', () =>
  withServer(async (env) => {
    const got = await run([installed('batch-status'), 'get', 'demo', '--json'], env);
    expect(got.ok).toBe(true);
    expect(JSON.parse(got.output)).toMatchObject({ total: 150 });

    await writeFile(inFolder('body.json'), got.output);
    const contract = inFolder('node_modules/@batch-status/spec/openapi.yaml');
    const verify = ['verify', '--contract', contract, '--response', '200', inFolder('body.json')];
    expect(await run([installed('contract-tests'), ...verify])).toMatchObject({ ok: true });
  }));

test('the recorder stands between a client and a server, and finds nothing wrong', () =>
  withServer(async (env) => {
    const contract = inFolder('node_modules/@batch-status/spec/openapi.yaml');
    const output = inFolder('recording.har');
    const recorder = spawn(
      installed('contract-tests'),
      [
        'record',
        '--target',
        env['TRILLET_BASE_URL']!,
        '--output',
        output,
        '--contract',
        contract,
        '--verify',
      ],
      { stdio: 'pipe' },
    );
    const said: string[] = [];
    recorder.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    const [line] = (await once(createInterface(recorder.stderr), 'line')) as [string];
    const through = { ...env, TRILLET_BASE_URL: /http:\S+\d/.exec(line)![0] };
    const got = await run([installed('batch-status'), 'get', 'demo', '--json'], through);
    expect(JSON.parse(got.output)).toMatchObject({ total: 150 });
    recorder.kill('SIGINT');
    expect(await once(recorder, 'close')).toEqual([0, null]);
    expect(said.join('')).toMatch(/^1 exchange checked, 0 out of scope, 0 errors, 0 warnings\.$/m);
    expect(await readFile(output, 'utf8')).not.toContain('test-key');
  }));
