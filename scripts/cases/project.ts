import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../pack.ts';
import { published } from '../published.ts';
import { Failed, run } from '../run.ts';

/** An empty project in which every published package is installed from its tarball. */
export interface Project extends AsyncDisposable {
  folder: string;
}

// On Windows, npm is a batch file, which only the command line runs.
const npm = process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];

export async function installProject(): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'batch-status-runtimes-')));
  const project = {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
  try {
    await install(folder);
    await bundleRunner(join(folder, 'run-cases.js'));
  } catch (error) {
    await project[Symbol.asyncDispose]();
    throw error;
  }
  return project;
}

async function install(folder: string): Promise<void> {
  const packed = await pack(published, folder);
  const files = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const manifest = { private: true, type: 'module', dependencies: files, overrides: files };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  const { ok, output } = await run([...npm, 'install', ...options], {}, folder);
  if (!ok) throw new Failed(`${output}\nnpm could not install the tarballs.`);
}

/** The runner is one file without imports. It does not contain a client. */
async function bundleRunner(outfile: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@batch-status/client-suite/run'))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@batch-status/source'],
    outfile,
  });
}
