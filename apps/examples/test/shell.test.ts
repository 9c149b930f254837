import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

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

/** The command from its sources, as `npx --no -- contract-tests` runs it. */
const contractTests = pathOf('../../contract-tests/src/bin.ts');
const npx = `npx() { shift 3; '${process.execPath}' --conditions=@batch-status/source '${contractTests}' "$@"; }\n`;

test.each([
  ['a contract in OpenAPI 3.0', 'openapi-3-0'],
  ['the rules that a recording breaks', 'rules'],
])('verify names the lines of %s', async (_, guide) => {
  const script = await read(`${guide}/verify.sh`);
  const folder = pathOf(`../${guide}`);
  const printed = await runScript(`${npx}cd '${folder}'\n{ ${script.trim()}; } || echo "exit $?"`);
  expect(printed).toBe(`${await read(`${guide}/verify.txt`)}exit 1\n`);
});

test('diff prints what the guide shows, and fails', async () => {
  const script = await read('contract-diff/diff.sh');
  const folder = pathOf('../contract-diff');
  const printed = await runScript(`${npx}cd '${folder}'\n{ ${script.trim()}; } || echo "exit $?"`);
  expect(printed).toBe(`${await read('contract-diff/diff.txt')}exit 1\n`);
});

/** An output in which a line `…` stands for any number of lines. */
function elided(output: string): RegExp {
  const parts = output.split('…\n').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`);
}

test('a team records its tests, and what mutate suggests proves the contract', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'adopt-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ['openapi.yaml', 'orders.test.mjs']) {
    await copyFile(pathOf(`../adopt/${name}`), join(folder, name));
  }
  const env = { ...process.env, PORT: '0' };
  const orders = spawn(process.execPath, [pathOf('../adopt/server.mjs')], { env });
  onTestFinished(() => void orders.kill());
  const [port] = (await once(orders.stdout, 'data')) as [Buffer];
  const run = (script: string): Promise<string> =>
    runScript(`${npx}PATH='${dirname(process.execPath)}':"$PATH"\ncd '${folder}'\n${script}`);

  const record = (await read('adopt/record.sh')).replace('3000', String(port).trim());
  expect(await run(record)).toContain('pass 3');
  expect(await run(await read('adopt/verify.sh'))).toBe(await read('adopt/verify.txt'));
  const mutated = await run(await read('adopt/mutate.sh'));
  expect(mutated).toMatch(elided(await read('adopt/mutate.txt')));
  expect(await run(await read('adopt/again.sh'))).toBe(await read('adopt/again.txt'));
});
