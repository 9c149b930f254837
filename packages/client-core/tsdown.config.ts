import { defineConfig, type UserConfig } from 'tsdown';
import shared from '../../tsdown.config.ts';

const forAll: UserConfig = {
  ...shared,
  entry: ['src/index.ts', 'src/sharing.ts'],
  // What the sources say about the declarations of `Symbol.asyncDispose` gets lost in bundling.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
};

/**
 * Web pages get their own build. In it, `#platform` is the file for browsers, and each file stays a
 * module, so that bundlers can leave out more. Elsewhere, one file is loaded faster.
 */
const forPages: UserConfig = {
  ...shared,
  dts: false,
  outDir: 'dist/browser',
  unbundle: true,
  // With readable names. Not every bundler compresses as much.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
  inputOptions: { resolve: { conditionNames: ['browser', 'import', 'default'] } },
};

export default defineConfig([forAll, forPages]);
