import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { unreachableUrl } from '@batch-status/loopback';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { apiKey, workspaceId } from '../discretion.ts';
import { runCommand } from '../run-command.ts';

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
  test('prints the batch for a person', async () => {
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

  test('prints the batch as JSON, phone numbers masked', async () => {
    const { stdout } = await runCommand(['get', 'good~json', '--json'], faults);
    expect(JSON.parse(stdout)).toMatchObject({ total: 150, completed: 95 });
    expect(stdout).toContain('"phone_number":"•••99"');
  });
});

test('prints phone numbers only where they are asked for', async () => {
  const args = ['get', 'good~numbers', '--json', '--show-phone-numbers'];
  const { stdout } = await runCommand(args, faults, { showsPhoneNumbers: true });
  expect(stdout).toContain('"phone_number":"+15550100199"');
});

describe.concurrent('an error', () => {
  test('is told of the wrong key and of the unknown batch', async () => {
    const env = { TRILLET_API_KEY: `${apiKey}-no-more` };
    expect(await runCommand(['get', 'long'], url, { env })).toMatchObject({ code: 5 });
    expect(await runCommand(['get', 'nobody-knows'], url)).toMatchObject({ code: 6 });
  });

  test('is told when nobody listens', async () => {
    const { code, stderr } = await runCommand(['get', 'any'], await unreachableUrl());
    expect(code).toBe(8);
    expect(stderr).toMatch(/^batch-status: GET [^\n]*Check the network and the base URL\.\n$/);
  });

  test.each<[string, string[], NodeJS.ProcessEnv, string]>([
    ['no key', ['get', 'b'], { TRILLET_API_KEY: '' }, 'TRILLET_API_KEY'],
    [
      'a key with a line break',
      ['get', 'b'],
      { TRILLET_API_KEY: `${apiKey}\n` },
      'TRILLET_API_KEY: `apiKey` must be visible ASCII characters; got a string with a space.',
    ],
    ['a base URL that is none', ['get', 'b'], { TRILLET_BASE_URL: 'nonsense' }, 'TRILLET_BASE_URL'],
    ['a batch id that leads elsewhere', ['get', '..'], {}, 'not a dot segment'],
    ['no batch id', ['watch'], {}, "missing required argument 'batchId'"],
    ['an unknown command', ['wach', 'b'], {}, 'Did you mean watch?'],
    ['an unknown option', ['get', 'b', '--jsno'], {}, 'Did you mean --json?'],
    ['a time that is none', ['watch', 'b', '--max-wait', 'soon'], {}, 'number of seconds'],
    ['a batch id taken for a share', ['watch', '--fail-on-failed', 'b'], {}, 'behind the batch id'],
  ])('of usage is told with exit code 2: %s', async (_what, args, env, words) => {
    const result = await runCommand(args, url, { env });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: /);
    expect(result.stderr).toContain(words);
  });
});

test('without arguments, the help goes to standard error with exit code 2', async () => {
  const { code, stdout, stderr } = await runCommand([], url);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: batch-status');
});

test('every example of the help works as printed', async () => {
  const { stdout } = await runCommand(['--help'], url);
  const examples = [...stdout.matchAll(/^ {2}batch-status (.+)$/gm)].map(([, args]) => args!);
  expect(examples).toHaveLength(3);
  for (const example of examples) {
    const { code, stderr } = await runCommand(example.split(' '), url);
    expect({ example, code, stderr }).toEqual({ example, code: 0, stderr: '' });
  }
});

test.concurrent.each([[['--help']], [['get', '--help']], [['watch', '--help']]])(
  '%j fits a screen of 24 lines of 80 characters',
  async (args) => {
    const { code, stdout } = await runCommand(args, url);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  },
);
