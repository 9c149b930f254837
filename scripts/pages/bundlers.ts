import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rspack } from '@rspack/core';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { build } from 'vite';
import webpack from 'webpack';

/** The minified code of a page, and the files that it is from. */
export interface Page {
  code: string;
  files: string[];
}

/** Bundles the code of a file for a page. */
export type Bundle = (file: string) => Promise<Page>;

const withEsbuild: Bundle = async (file) => {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  const [{ inputs }] = Object.values(metafile.outputs) as [(typeof metafile.outputs)[string]];
  const files = Object.keys(inputs).filter((input) => inputs[input]!.bytesInOutput > 0);
  return { code: outputFiles[0]!.text, files };
};

const withRollup: Bundle = async (file) => {
  await using bundle = await rollup({ input: file, plugins: [nodeResolve({ browser: true })] });
  const { output } = await bundle.generate({ format: 'es' });
  // Rollup does not minify.
  const { code } = await esbuild.transform(output[0].code, {
    minify: true,
    format: 'esm',
    target: 'es2022',
  });
  return { code, files: output[0].moduleIds };
};

const withVite: Bundle = async (file) => {
  const result = await build({
    root: join(file, '..'),
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: false,
      target: 'es2022',
      rolldownOptions: { input: file },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('Vite watches.');
  const { code, moduleIds } = output.output[0];
  return { code, files: moduleIds };
};

/** What webpack and Rspack have in common. */
const forPacker = (file: string, folder: string) => ({
  mode: 'production' as const,
  context: dirname(file),
  entry: file,
  target: ['web' as const, 'es2022' as const],
  // Only a module may wait at its top level.
  output: { path: folder, filename: 'page.js', module: true },
  devtool: 'hidden-source-map' as const,
});

type Pack = (
  options: ReturnType<typeof forPacker>,
  done: (error: Error | null, stats?: { hasErrors: () => boolean; toString: () => string }) => void,
) => void;

/** Bundles into a folder for a moment, and reads the result. Its source map names the files. */
async function withPacker(file: string, pack: Pack): Promise<Page> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-packer-'));
  try {
    await new Promise<void>((resolve, reject) => {
      pack(forPacker(file, folder), (error, stats) => {
        if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
        else resolve();
      });
    });
    const map = JSON.parse(await readFile(join(folder, 'page.js.map'), 'utf8')) as {
      sources: string[];
    };
    return { code: await readFile(join(folder, 'page.js'), 'utf8'), files: map.sources };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const withWebpack: Bundle = (file) =>
  withPacker(file, (options, done) => {
    webpack({ ...options, experiments: { outputModule: true } }, (error, stats) =>
      done(error, stats),
    );
  });

const withRspack: Bundle = (file) =>
  withPacker(file, (options, done) => {
    rspack(options, (error, stats) => done(error, stats));
  });

/** Bundlers whose pages may not be larger than the bounds. */
export const bundlers = { esbuild: withEsbuild, rollup: withRollup, vite: withVite };

/** Bundlers that add code of their own, and leave out less. */
export const packers = { webpack: withWebpack, rspack: withRspack };
