import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../http/page-folder.ts';
import { start } from './start-command.ts';

const examples = new URL('../../../examples/dashboard/', import.meta.url);

/** The arguments that an example of the guide passes to the command, on loopback and in a new folder. */
function argumentsIn(file: string): string[] {
  const script = readFileSync(new URL(file, examples), 'utf8').replaceAll('\\\n', ' ');
  const [, words = ''] = /batch-status-dashboard(.*)/.exec(script) ?? [];
  return words
    .replace('0.0.0.0', '127.0.0.1')
    .replace('batches.db', join(temporaryFolder(), 'batches.db'))
    .split(/\s+/)
    .filter((word) => word !== '');
}

test.each([
  ['team.sh', /^http:\/\/127\.0\.0\.1:\d+\/\?token=/],
  ['proxy.sh', /^https:\/\/example\.com\/batches\/$/],
])('the command accepts the options that %s of the guide shows', async (file, link) => {
  const args = argumentsIn(file);
  expect(args).toContain('--access');
  expect(await start(args).link()).toMatch(link);
});
