import { defineConfig } from 'tsdown';
import shared from '../../tsdown.config.ts';

const entries = ['src/index.ts', 'src/bar.ts', 'src/watch.ts'];

const forPages = {
  ...shared,
  platform: 'browser' as const,
  // With everything that an entry needs, so that it also runs in a page without a bundler.
  deps: { alwaysBundle: [/./], onlyBundle: false as const },
  // From the sources of our own packages, as one program: more of it can be left out.
  inputOptions: {
    resolve: { conditionNames: ['@batch-status/source', 'browser', 'import', 'default'] },
  },
};

export default defineConfig([
  // Each entry is built alone. Otherwise, entries would share a file that contains code which only some need.
  ...entries.map((entry) => ({
    ...forPages,
    entry: [entry],
    dts: false,
    minify: true,
    sourcemap: true,
  })),
  { ...shared, entry: entries, dts: { emitDtsOnly: true } },
]);
