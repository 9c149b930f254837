import { join } from 'node:path';
import { commandFile, repositoryRoot as root } from '../package-command.ts';

export const recordings: string = join(root, 'recordings');

/** The contract in one file, for peers that do not read YAML. */
export const contractFile: string = join(root, 'packages/spec/openapi.json');

/** The arguments with which Node runs our command as users install it: built, in a process of its own. */
export const ours: string[] = [
  commandFile('@batch-status/contract-tests', 'contract-tests'),
  'verify',
  '--contract',
  join(root, 'openapi/batch-status.yaml'),
];

/** The arguments with which Node runs `redocly drift`. */
export function drift(file: string): string[] {
  return [
    ...[
      commandFile('@redocly/cli', 'redocly'),
      'drift',
      file,
      '--api',
      join(root, 'openapi/batch-status.yaml'),
    ],
    ...['--min-severity', 'warning'],
  ];
}
