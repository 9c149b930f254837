import type { UserConfig } from 'tsdown';
import { lightBuiltins } from './scripts/light-builtins.ts';
import { licences } from './scripts/licences.ts';
import shared from './tsdown.config.ts';

/** A command with all that it needs in it: what is installed starts without a search for parts. */
const bundle: UserConfig = {
  ...shared,
  platform: 'node',
  dts: false,
  // All of them, without a remark on each.
  deps: { onlyBundle: false },
  // From the sources of our own packages, so that none of them has to be built before.
  inputOptions: {
    resolve: { conditionNames: ['@batch-status/source', 'import', 'node', 'default'] },
  },
  plugins: [lightBuiltins(), licences()],
};

export default bundle;
