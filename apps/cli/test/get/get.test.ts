import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { unreachableUrl } from '@batch-status/loopback';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { apiKey, workspaceId } from '../discretion.ts';
import { runCommand } from '../run-command.ts';
import { SimulatedService } from '../simulated-service.ts';

const faults = inject('faultServerUrl');
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  server = createReferenceServer({ apiKey, workspaceId });
  ({ url } = await server.listen());
  for (const id of ['batch_7891011121314', 'first', 'second']) {
    server.addBatch(id, { calls: 3, createdAt: 0 });
  }
});

afterAll(() => server.close());

describe.concurrent('get', () => {
  test('prints the batch for people', async () => {
    const { code, stdout, stderr } = await runCommand(['get', 'good~person'], faults);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`good~person
  Status        processing
  Completed     95
  Failed        5
  Active        5
  Waiting       45
  Total         150
  Average call  45.2 s
`);
  });

  test('refuses a batch id with invisible characters, which it would print', async () => {
    for (const command of ['get', 'watch']) {
      const { code, stdout, stderr } = await runCommand([command, 'good~\u202Edoog'], faults);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('must not contain invisible characters');
      expect(stderr).not.toContain('\u202E');
    }
  });

  test('prints the batch as JSON with masked phone numbers', async () => {
    const { stdout } = await runCommand(['get', 'good~json', '--json'], faults);
    expect(JSON.parse(stdout)).toMatchObject({ total: 150, completed: 95 });
    expect(stdout).toContain('"phone_number":"•••99"');
  });
});

test('prints phone numbers with --show-phone-numbers', async () => {
  const args = ['get', 'good~numbers', '--json', '--show-phone-numbers'];
  const { stdout } = await runCommand(args, faults, { showsPhoneNumbers: true });
  expect(stdout).toContain('"phone_number":"+15550100199"');
});

test('prints the number of unaccounted calls, and no control characters from the server', async () => {
  const counters = { waiting: 1, active: 2, completed: 3, failed: 4, total: 15 };
  const body = { status: 'run\u001B[2Jning\nnow', isComplete: false, ...counters };
  const service = new SimulatedService().answer('odd', () => ({ status: 200, body }));
  const { stdout } = await service.run(['get', 'odd', '--show-phone-numbers']);
  expect(stdout).toMatch(/^ {2}Status +running now\n/m);
  expect(stdout).toMatch(/^ {2}Unaccounted +5\n/m);
});

test('can be interrupted before there is an answer', async () => {
  const interrupt = new AbortController();
  const service = new SimulatedService().answer('silent', () => undefined);
  const interrupted = service.run(['get', 'silent'], { signal: interrupt.signal });
  const later = service.clock.sleep(5000).then(() => interrupt.abort());
  const [{ code, stdout, stderr }] = await Promise.all([interrupted, later]);
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(stderr).toMatch(/^Stopped\. .* batch-status get silent\n$/);
});

test('--debug masks the credentials that a cause quotes', async () => {
  const quoting = new Error(`odd headers: ${apiKey} and ${workspaceId}`);
  const service = new SimulatedService().answer('b', () => quoting);
  const { code, stderr } = await service.run(['get', 'b', '--debug']);
  expect(code).toBe(8);
  expect(stderr).toMatch(/^ {2}caused by Error: odd headers: ••• and •••$/m);
});

describe.concurrent('an error', () => {
  test('has an exit code for a wrong key and one for an unknown batch', async () => {
    const env = { TRILLET_API_KEY: `${apiKey}-no-more` };
    expect(await runCommand(['get', 'long'], url, { env })).toMatchObject({ code: 5 });
    expect(await runCommand(['get', 'unknown'], url)).toMatchObject({ code: 6 });
  });

  test('says what to check if nothing listens at the URL', async () => {
    const { code, stderr } = await runCommand(['get', 'any'], await unreachableUrl());
    expect(code).toBe(8);
    expect(stderr).toMatch(
      /^batch-status: No response from 127[^\n]* Check the network and TRILLET_BASE_URL\.\n$/,
    );
  });

  test.each<[string, string[], NodeJS.ProcessEnv, string]>([
    ['no key', ['get', 'b'], { TRILLET_API_KEY: '' }, 'TRILLET_API_KEY'],
    [
      'a key with a line break',
      ['get', 'b'],
      { TRILLET_API_KEY: `${apiKey}\n` },
      'TRILLET_API_KEY must consist of visible ASCII characters, without spaces.',
    ],
    ['a malformed base URL', ['get', 'b'], { TRILLET_BASE_URL: 'nonsense' }, 'TRILLET_BASE_URL'],
    ['a batch id that is a dot segment', ['get', '..'], {}, '`..` is not a batch id'],
    ['no batch id', ['watch'], {}, 'A batch id is missing.'],
    ['an unknown command', ['wach', 'b'], {}, 'Did you mean watch?'],
    ['an unknown option', ['get', 'b', '--jsno'], {}, 'Did you mean --json?'],
    ['no duration', ['watch', 'b', '--max-wait', '0'], {}, 'number of seconds'],
    ['more than all calls', ['watch', 'b', '--fail-on-failed', '101'], {}, 'from 0 to 100'],
    ['a malformed duration', ['watch', 'b', '--max-wait', 'soon'], {}, 'number of seconds'],
    [
      'a batch id in place of a percentage',
      ['watch', '--fail-on-failed', 'b'],
      {},
      'after the batch id',
    ],
  ])('of usage exits with 2 and names the mistake: %s', async (_what, args, env, words) => {
    const result = await runCommand(args, url, { env });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: /);
    expect(result.stderr).toContain(words);
  });
});

test('without arguments, the command prints its help to standard error and exits with 2', async () => {
  const { code, stdout, stderr } = await runCommand([], url);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: batch-status');
});

test('every example in the help works as printed', async () => {
  const { stdout } = await runCommand(['--help'], url);
  const examples = [...stdout.matchAll(/^ {2}batch-status (.+)$/gm)].map(([, args]) => args!);
  expect(examples).toHaveLength(3);
  for (const example of examples) {
    const { code, stderr } = await runCommand(example.split(' '), url);
    expect({ example, code, stderr }).toEqual({ example, code: 0, stderr: '' });
  }
});

test.concurrent.each([
  [['--help']],
  [['get', '--help']],
  [['watch', '--help']],
  [['wait', '--help']],
  [['exit-codes']],
])('%j fits 24 lines of 80 characters', async (args) => {
  const { code, stdout } = await runCommand(args, url);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
