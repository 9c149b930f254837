import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const read = (name: string): Promise<string> => readFile(pathOf(`../${name}`), 'utf8');

const cli = pathOf('../../cli/src/bin.ts');
/** The command from its sources, since nothing is built yet. */
const command = `batch-status() { '${process.execPath}' --conditions=@batch-status/source '${cli}' "$@"; }\n`;

const server = createReferenceServer();
let url: string;
beforeAll(async () => {
  ({ url } = await server.listen());
});
afterAll(() => server.close());

/** Runs a script in Bash, and returns what it prints on standard output. */
function runScript(script: string): Promise<string> {
  const env = {
    ...process.env,
    LANG: 'C.UTF-8',
    TRILLET_BASE_URL: url,
    TRILLET_API_KEY: 'test-key',
    TRILLET_WORKSPACE_ID: 'test-workspace',
    BATCH_ID: 'complete',
  };
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', command + script], { env }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

const hasBash = await runScript('echo').then(
  () => true,
  () => false,
);
beforeEach(({ skip }) => skip(!hasBash));

test.each(['wait/wait', 'wait/by-code'])('%s prints what the guide shows', async (name) => {
  expect(await runScript(await read(`${name}.sh`))).toBe(await read(`${name}.txt`));
});

test('the exit codes are those that the guide shows', async () => {
  const shown = await read('wait/exit-codes.txt');
  expect(`${(await runScript('batch-status exit-codes')).trimEnd()}\n`).toBe(shown);
});

test('verify names the lines of a contract in OpenAPI 3.0', async () => {
  const contractTests = pathOf('../../contract-tests/src/bin.ts');
  const npx = `npx() { shift 3; '${process.execPath}' --conditions=@batch-status/source '${contractTests}' "$@"; }\n`;
  const script = await read('openapi-3-0/verify.sh');
  const folder = pathOf('../openapi-3-0');
  const printed = await runScript(`${npx}cd '${folder}'\n{ ${script.trim()}; } || echo "exit $?"`);
  expect(printed).toBe(`${await read('openapi-3-0/verify.txt')}exit 1\n`);
});
