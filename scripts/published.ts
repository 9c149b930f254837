/** The published packages. */
export const published: string[] = [
  '@batch-status/spec',
  '@batch-status/client-core',
  '@batch-status/fetch',
  '@batch-status/node',
  '@batch-status/element',
  '@batch-status/simulation',
  '@batch-status/conformance',
  '@batch-status/contract-tests',
  '@batch-status/server',
  '@batch-status/reference-server',
  '@batch-status/cli',
  '@batch-status/dashboard',
];

/** The commands, which are files to run, by their packages. */
export const commands: Record<string, string> = {
  '@batch-status/cli': 'batch-status',
  '@batch-status/contract-tests': 'contract-tests',
  '@batch-status/dashboard': 'batch-status-dashboard',
  '@batch-status/reference-server': 'reference-server',
};

/** What a program imports. */
export const libraries: string[] = published.filter(
  (name) => !/\/(?:cli|contract-tests|dashboard)$/.test(name),
);
