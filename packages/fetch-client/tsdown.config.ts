import { defineConfig, type UserConfig } from 'tsdown';
import { licenceComment } from '../../scripts/licences.ts';
import shared from '../../tsdown.config.ts';

const forAll: UserConfig = { ...shared, entry: ['src/index.ts', 'src/proxy.ts'] };

/** One file with everything that it needs, for pages without a bundler. */
const bundled: UserConfig = {
  ...shared,
  entry: { browser: 'src/index.ts' },
  platform: 'browser',
  deps: { alwaysBundle: [/./], onlyBundle: false },
  // From the sources of our own packages, as one program: more of it can be left out.
  inputOptions: {
    resolve: { conditionNames: ['@batch-status/source', 'browser', 'import', 'default'] },
  },
  outputOptions: { postBanner: licenceComment },
};

/** A page loads the source map only while its developer tools are open. */
const forPages: UserConfig = { ...bundled, dts: false, minify: true, sourcemap: true };

// What the sources say about the declarations of `Symbol.asyncDispose` gets lost in bundling.
const disposable = '/// <reference lib="esnext.disposable" />';

/** The types of that file, which can be copied with it. */
const typesForPages: UserConfig = {
  ...bundled,
  dts: { emitDtsOnly: true },
  outputOptions: {
    postBanner: async (chunk) => `${disposable}\n${await licenceComment(chunk)}`,
  },
};

export default defineConfig([forAll, forPages, typesForPages]);
