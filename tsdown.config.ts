import { defineConfig } from 'tsdown';

/** Each package builds the entries that its `exports` and `bin` name, as ES modules. */
export default defineConfig({
  entry: ['src/index.ts'],
  platform: 'neutral',
  target: 'es2023',
  dts: true,
  cwd: process.cwd(),
  fixedExtension: false,
  sourcemap: false,
});
