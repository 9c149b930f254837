import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pnpm } from '../../pnpm.js';
import { runtimes } from '../../runtimes.ts';

/** A package manager, as a user of our packages has it. */
export interface Installer {
  name: string;
  /** Its files in an empty project, beside `.npmrc`. */
  files: Record<string, object>;
  /** The command that adds packages. It keeps what it downloads in the folder `cache`. */
  add: (names: readonly string[], cache: string) => string[];
  env: (cache: string) => Record<string, string>;
  /** Runs a program that imports `@batch-status/fetch`. */
  runtime: string[];
  /** Runs a program that imports `@batch-status/node`, which refuses Bun. */
  nodeRuntime: string[];
}

const scope = '@batch-status';

const denoRun = [runtimes.deno, ...['run', '--allow-env', '--allow-net=127.0.0.1', '--allow-read']];

/** Some refuse versions of the last days. These are seconds old, so each excludes our scope. */
export const installers: readonly Installer[] = [
  {
    name: 'npm',
    files: {},
    add: (names) => ['npm', 'install', '--no-audit', '--no-fund', ...names],
    env: (cache) => ({ npm_config_cache: cache }),
    runtime: [runtimes.node],
    nodeRuntime: [runtimes.node],
  },
  {
    name: 'pnpm',
    files: { 'pnpm-workspace.yaml': { minimumReleaseAgeExclude: [`${scope}/*`] } },
    add: (names, cache) => pnpm('add', '--store-dir', cache, '--cache-dir', cache, ...names),
    env: () => ({}),
    runtime: [runtimes.node],
    nodeRuntime: [runtimes.node],
  },
  {
    name: 'Bun',
    files: {},
    add: (names) => [runtimes.bun, 'add', ...names],
    env: (cache) => ({ BUN_INSTALL_CACHE_DIR: cache }),
    runtime: [runtimes.bun],
    nodeRuntime: [runtimes.node],
  },
  {
    name: 'Deno',
    files: {
      'deno.json': { minimumDependencyAge: { age: 'P1D', exclude: [`npm:${scope}/*`] } },
    },
    add: (names) => [runtimes.deno, 'add', ...names.map((name) => `npm:${name}`)],
    // Without the system's authorities it fails behind a proxy that inspects TLS.
    env: (cache) => ({ DENO_DIR: cache, DENO_TLS_CA_STORE: 'mozilla,system' }),
    runtime: denoRun,
    nodeRuntime: denoRun,
  },
];

/** Creates a project that has no package yet, and takes those of our scope from a registry. */
export async function createProject(
  folder: string,
  { files }: Installer,
  registry: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.npmrc'), `${scope}:registry=${registry}/\n`);
  const manifest = { private: true, type: 'module' };
  for (const [file, content] of Object.entries({ 'package.json': manifest, ...files })) {
    await writeFile(join(folder, file), JSON.stringify(content));
  }
}
