import { defineConfig } from 'tsdown';
import shared from '../../tsdown.config.ts';
import { licences } from './licences.ts';

/** One program with all that it needs in it: what is installed starts without a search for parts. */
export default defineConfig({
  ...shared,
  entry: ['src/bin.ts'],
  platform: 'node',
  dts: false,
  // All of them, without a remark on each.
  deps: { onlyBundle: false },
  // From the sources of our own packages, so that none of them has to be built before.
  inputOptions: {
    resolve: { conditionNames: ['@batch-status/source', 'import', 'node', 'default'] },
  },
  plugins: [licences()],
});
