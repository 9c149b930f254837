/** Of Renovate, only the JSON Schema of its configuration is needed: install no dependency of it. */
export const hooks = {
  readPackage(manifest) {
    if (manifest.name !== 'renovate') return manifest;
    return { ...manifest, dependencies: {}, optionalDependencies: {} };
  },
};
