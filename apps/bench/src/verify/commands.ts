import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const require = createRequire(import.meta.url);

const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

export const recordings: string = join(root, 'recordings');

/** The contract in one piece, for peers that read no YAML. */
export const contractFile: string = join(root, 'packages/spec/openapi.json');

/** What Node is given to verify recordings as it is installed: built, in a process of its own. */
export const ours: string[] = [
  join(folderOf('@batch-status/contract-tests'), 'dist/bin.js'),
  'verify',
  '--contract',
  join(root, 'openapi/batch-status.yaml'),
];

/** What Node is given for `redocly drift`. */
export function drift(file: string): string[] {
  const cli = join(folderOf('@redocly/cli'), 'bin/cli.js');
  return [
    ...[cli, 'drift', file, '--api', join(root, 'openapi/batch-status.yaml')],
    ...['--min-severity', 'warning'],
  ];
}
