import { defineConfig } from 'tsdown';
import shared from '../../tsdown.config.ts';

const forPages = {
  ...shared,
  entry: ['src/index.ts', 'src/bar.ts', 'src/watch.ts'],
  platform: 'browser' as const,
  // With everything that an entry needs, so that it also runs in a page without a bundler.
  deps: { alwaysBundle: [/./], onlyBundle: false as const },
  // From the sources of our own packages, as one program: more of it can be left out.
  inputOptions: {
    resolve: { conditionNames: ['@batch-status/source', 'browser', 'import', 'default'] },
  },
};

export default defineConfig([
  { ...forPages, dts: false, minify: true, sourcemap: true },
  { ...shared, entry: forPages.entry, dts: { emitDtsOnly: true } },
]);
