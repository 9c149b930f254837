import { defineConfig } from 'tsdown';
import base from '../../tsdown.config.ts';

/** What the sources say about the declarations of `Symbol.asyncDispose` gets lost in bundling. */
export default defineConfig({
  ...base,
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
});
