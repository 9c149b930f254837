import { mkdtemp, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPacked } from '../install-packed.ts';
import { packageBin } from '../package-bin.ts';
import { readReleasedPrograms } from '../release/released.ts';
import { libraries, published } from '../published.ts';
import { fromRoot, run } from '../run.ts';

/** The versions of TypeScript that compile the consumers, by the names of their packages. */
export const compilers = {
  '5.4': 'typescript-5.4',
  '5.9': 'typescript-with-api',
  '6': 'typescript-6',
  '7': 'typescript',
};

/** How a consumer is compiled. */
export interface Setup {
  typescript: keyof typeof compilers;
  type: 'module' | 'commonjs';
  resolution: 'nodenext' | 'bundler';
  module: 'nodenext' | 'esnext' | 'preserve' | 'commonjs';
}

/** What a page has, and what Node has. Both compile the programs of their packages. */
const environments = {
  page: { lib: ['es2023', 'dom', 'dom.iterable'], types: [] },
  node: { lib: ['es2023'], types: ['node'] },
};

const isForNode = (name: string): boolean =>
  /^(?:released-)?(?:conformance|node|reference-server|server|required)/.test(name);

/** Programs that use the published packages, by the names of their files. */
async function readConsumers(): Promise<Record<string, string>> {
  const folder = fromRoot('scripts/types/consumers');
  const names = await readdir(folder);
  const entries = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  const programs = Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
  const browser = programs['fetch.ts']!.replaceAll('@batch-status/fetch', '$&/browser');
  return { ...programs, 'fetch-browser.ts': browser };
}

export const consumers: Record<string, string> = await readConsumers();

/** The programs that had to compile with the last release, unless they are still the same. */
export async function readReleased(root: string = fromRoot('')): Promise<Record<string, string>> {
  const { consumers: released } = await readReleasedPrograms(root);
  const changed = Object.entries(released).filter(([name, code]) => consumers[name] !== code);
  return Object.fromEntries(changed.map(([name, code]) => [`released-${name}`, code]));
}

/** A program that requires each package, as only CommonJS can. */
const required = libraries
  .map((name, index) => `import p${index} = require('${name}'); export { p${index} };`)
  .join('\n');

/** An empty project with the packed packages, for programs of any setup. */
export async function createProject(): Promise<string> {
  const project = await realpath(await mkdtemp(join(tmpdir(), 'batch-status-types-')));
  // Installed so, a package finds only types that it depends on.
  await installPacked(published, project, { hoist: false });
  // A peer of `conformance/vitest`, and too large to be installed for one test.
  await symlink(fromRoot('node_modules/vitest'), join(project, 'node_modules/vitest'), 'junction');
  // Peers of `server/redis` and `server/bullmq`.
  for (const name of ['ioredis', 'bullmq']) {
    const peer = fromRoot(`node_modules/${name}`);
    await symlink(peer, join(project, `node_modules/${name}`), 'junction');
  }
  return project;
}

/**
 * Compiles all consumers, as strictly as possible.
 *
 * @param more Other programs, by the names of their files.
 * @returns The errors, as the compiler prints them.
 */
export async function compile(
  project: string,
  setup: Setup,
  more: Record<string, string> = {},
): Promise<string[]> {
  const folder = await mkdtemp(join(project, 'consumer-'));
  const programs: Record<string, string> = {
    ...consumers,
    ...(setup.type === 'commonjs' && { 'required.ts': required }),
    ...more,
  };
  // No other form of an import of JSON is valid with `nodenext`, and this one is not with `commonjs`.
  if (setup.module === 'commonjs') delete programs['contract.mts'];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: setup.type }));
  for (const [name, code] of Object.entries(programs)) await writeFile(join(folder, name), code);
  const errors: string[] = [];
  for (const [name, { lib, types }] of Object.entries(environments)) {
    const files = Object.keys(programs).filter((file) => name === 'node' || !isForNode(file));
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      lib,
      types,
      typeRoots: [fromRoot('node_modules/@types')],
      module: setup.module,
      moduleResolution: setup.resolution,
      resolveJsonModule: true,
    };
    const config = join(folder, `tsconfig.${name}.json`);
    await writeFile(config, JSON.stringify({ compilerOptions, files }));
    const tsc = packageBin(compilers[setup.typescript], 'tsc');
    const { ok, output } = await run([...tsc, '--pretty', 'false', '-p', config], {}, folder);
    const found = output.split('\n').filter((line) => / error TS\d+: /.test(` ${line}`));
    if (ok !== (found.length === 0)) throw new Error(output);
    errors.push(...found);
  }
  return errors;
}
