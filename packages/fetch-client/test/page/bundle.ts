import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { build } from 'vite';

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

export const bundlers: Record<'esbuild' | 'rollup' | 'vite', Bundle> = {
  esbuild: withEsbuild,
  rollup: withRollup,
  vite: withVite,
};
