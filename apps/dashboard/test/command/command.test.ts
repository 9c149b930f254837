import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { listenOnLoopback } from '@batch-status/loopback';
import { batchOf, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { temporaryFolder } from '../http/page-folder.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';
import { start } from './start-command.ts';

const key = { TRILLET_API_KEY: 'key-1', TRILLET_WORKSPACE_ID: 'ws-1' };

test.each([
  [{ TRILLET_API_KEY: 'key-1' }, 'TRILLET_API_KEY is set, but TRILLET_WORKSPACE_ID is not;'],
  [{ TRILLET_WORKSPACE_ID: 'ws-1' }, 'TRILLET_WORKSPACE_ID is set, but TRILLET_API_KEY is not;'],
  [{ ...key, TRILLET_API_KEY: '' }, 'TRILLET_WORKSPACE_ID is set, but TRILLET_API_KEY is not;'],
  [{ ...key, TRILLET_API_KEY: ' \n' }, 'TRILLET_WORKSPACE_ID is set, but TRILLET_API_KEY is not;'],
])('with only one of the variables, it names the other one: %j', async (env, sentence) => {
  const command = start([], env);
  expect(await command.exitCode).toBe(2);
  expect(command.errors).toMatch(`batch-status-dashboard: ${sentence}`);
  expect(command.errors).toMatch(/^[^\n]+\n$/);
  expect(command.output).toBe('');
});

test.each<[string, Record<string, string>]>([
  ['TRILLET_API_KEY', { ...key, TRILLET_API_KEY: 'key 1' }],
  ['TRILLET_WORKSPACE_ID', { ...key, TRILLET_WORKSPACE_ID: 'wörkspace' }],
  ['TRILLET_BASE_URL', { ...key, TRILLET_BASE_URL: 'api.example' }],
])('with a %s that cannot be used, it names the variable', async (name, env) => {
  const command = start([], env);
  expect(await command.exitCode).toBe(2);
  expect(command.errors).toMatch(`batch-status-dashboard: ${name} cannot be used: `);
  expect(command.errors).toMatch(/^[^\n]+\n$/);
  expect(command.errors).not.toContain('key 1');
});

test('a variable with only spaces counts as not set, and spaces around a value are removed', async () => {
  const blank = { TRILLET_API_KEY: ' ', TRILLET_WORKSPACE_ID: '\n', DASHBOARD_TOKEN: ' ' };
  const simulated = start(['--access', 'token'], blank);
  expect(await simulated.link()).toMatch(/\?token=[\w-]{32}$/);
  expect(simulated.output).toContain('simulated');
  await using service = await listenOnLoopback(createServer((_, response) => response.end()));
  const real = start(['b'], {
    ...{ TRILLET_API_KEY: 'key-1\n', TRILLET_WORKSPACE_ID: ' ws-1 ' },
    TRILLET_BASE_URL: ` ${service.url}\n`,
  });
  await real.link();
  expect(real.output).not.toContain('simulated');
  const shared = start(['--redis'], { REDIS_URL: ' ' });
  expect(await shared.exitCode).toBe(2);
  expect(shared.errors).toContain('--redis needs REDIS_URL');
});

test.each<[string[], string]>([
  [['--prot', '1'], "unknown option '--prot'"],
  [['--port', '65536'], "option '--port <port>' argument '65536' is invalid."],
  [['--base', '/a b'], 'It must be a path of letters'],
  [['--requests', '30'], 'It must be a number from 1 to 1000000, a slash'],
  [['--max-staleness', '0'], 'It must be a number of seconds from 1 to 86400.'],
  [['--public-url', 'https://x/y'], 'It must be a URL without a path'],
  [['--host', '0.0.0.0'], 'With --host 0.0.0.0, others can reach the dashboard;'],
  [['--host', '::'], 'With --host ::, others can reach the dashboard;'],
  [['--host', 'localhost.example'], 'others can reach the dashboard;'],
  [['--host', '127.0.0.1.example'], 'others can reach the dashboard;'],
  [['--public-url', 'https://status.example'], 'others can reach the dashboard;'],
  [['--access', 'open'], "argument 'open' is invalid. Allowed choices are token, proxy."],
  [['--access', 'proxy'], '--access proxy needs --proxy <address>'],
  [['--proxy', '10.0.0.1'], '--proxy needs --access token or --access proxy.'],
  [['--access', 'token', '--proxy', 'nginx'], '--proxy must be an IP address or a subnet'],
  [['--access', 'proxy', '--proxy', '10.0.0.0/8/8'], '--proxy must be an IP address or a subnet'],
  [['--access', 'proxy', '--proxy', '10.0.0.0/'], '--proxy must be an IP address or a subnet'],
  [['--access', 'proxy', '--proxy', 'fe80::1%eth0'], '--proxy must be an IP address or a subnet'],
  [['--access', 'proxy', '--proxy', ''], '--proxy must be an IP address or a subnet'],
  [['--access', 'proxy', '--proxy', 'nginx'], '--proxy must be an IP address or a subnet'],
  [['--access', 'proxy', '--proxy', '10.0.0.0/33'], '--proxy must be an IP address or a subnet'],
  [['--token-file', 'x'], '--token-file needs --access token.'],
  [['--user-header', 'x-user'], '--user-header needs --access proxy.'],
  [['--access', 'token', '--user-header', 'x-user'], '--user-header needs --access proxy.'],
  [['--data', ' '], 'It must not be empty.'],
  [['--host', ' '], 'It must not be empty.'],
  [['--redis'], '--redis needs REDIS_URL'],
  [['..'], 'A batch id must not be "." or ".."'],
  [[''], 'A batch id must not be empty.'],
  [['x'.repeat(10_000)], 'A batch id must have at most 1000 bytes'],
])('the arguments %j are wrong, which it says in one sentence', async (args, sentence) => {
  const command = start(args);
  expect(await command.exitCode).toBe(2);
  expect(command.errors).toContain(sentence);
  expect(command.errors).toMatch(/^batch-status-dashboard: /);
});

test.each([
  ['short', 'DASHBOARD_TOKEN must have at least 16 letters'],
  ['with a space and more', 'DASHBOARD_TOKEN must have at least 16 letters'],
])('the secret %j is refused, and not repeated', async (secret, sentence) => {
  const command = start(['--access', 'token'], { DASHBOARD_TOKEN: secret });
  expect(await command.exitCode).toBe(2);
  expect(command.errors).toContain(sentence);
  expect(command.errors).not.toContain(secret);
});

test('a port in use ends it with 1 and one sentence', async () => {
  await using server = await listenOnLoopback(createServer());
  const command = start(['--port', String(server.port)]);
  expect(await command.exitCode).toBe(1);
  expect(command.errors).toBe(
    `batch-status-dashboard: Port ${server.port} on 127.0.0.1 is in use; stop the program that listens on it, or choose another port (0 takes any free port).\n`,
  );
});

test.each<[string, string, (file: string) => void]>([
  ['is not a database', 'is not a database;', (file) => writeFileSync(file, 'x'.repeat(5000))],
  [
    'belongs to another program',
    'belongs to another program;',
    (file) => {
      using other = new DatabaseSync(file);
      other.exec('CREATE TABLE t (x)');
    },
  ],
])('a data file that %s ends it with 1 and one sentence', async (_, reason, prepare) => {
  const file = join(temporaryFolder(), 'data');
  prepare(file);
  const command = start(['--data', file]);
  expect(await command.exitCode).toBe(1);
  expect(command.errors).toBe(
    `batch-status-dashboard: The data file ${file} ${reason} choose another file.\n`,
  );
});

test('a token file that cannot be read ends it with 1', async () => {
  const command = start(['--access', 'token', '--token-file', '/nowhere/token']);
  expect(await command.exitCode).toBe(1);
  expect(command.errors).toBe(
    'batch-status-dashboard: The token file /nowhere/token cannot be read (ENOENT).\n',
  );
});

test('without a key, it follows simulated batches, prints one link, and ends with 0', async () => {
  const command = start([]);
  const link = await command.link();
  expect(command.output).toBe(`The dashboard, with simulated batches: ${link}\n`);
  const stream = await openStream(Number(new URL(link).port));
  const event = await new EventReader(stream).until(() => true);
  stream.destroy();
  expect(event).toMatchObject({ simulated: true, canChange: true });
  expect(event.batches.map(({ batchId }) => batchId)).toContain('demo');
  expect(await command.stop()).toBe(0);
  expect(command.errors).toBe('');
});

test('with --access token, the link has the secret, from the environment, a file, or a new one', async () => {
  const file = join(temporaryFolder(), 'token');
  writeFileSync(file, 'secret-of-the-file\n');
  for (const [args, env, secret] of [
    [[], { DASHBOARD_TOKEN: 'secret-of-the-environment' }, /secret-of-the-environment/],
    [['--token-file', file], { DASHBOARD_TOKEN: 'other' }, /secret-of-the-file/],
    [[], {}, /[\w-]{32}/],
  ] as const) {
    const command = start(['--access', 'token', '--base', 'x', ...args], env);
    const link = await command.link();
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/x/\\?token=${secret.source}$`));
    expect(await ask(link)).toMatchObject({ status: 303, headers: { location: '/x/' } });
    expect(await ask(link.split('?')[0]!)).toMatchObject({ status: 401 });
  }
});

test('with more batches than a page can show, it says so, and follows the others', async () => {
  const ids = Array.from({ length: 10_001 }, (_, nth) => `b${nth}`);
  await using service = await listenOnLoopback(createServer((_, response) => response.end()));
  const env = { ...key, TRILLET_BASE_URL: service.url };
  const command = start(['--max-staleness', '86400', ...ids], env);
  await command.link();
  expect(command.errors).toBe('The dashboard shows at most 10000 batches; remove some.\n');
  expect(await command.stop()).toBe(0);
});

test('--help explains every option of the README', async () => {
  const command = start(['--help']);
  expect(await command.exitCode).toBe(0);
  for (const option of ['port', 'host', 'base', 'data', 'requests', 'max-staleness', 'redis']) {
    expect(command.output).toContain(`--${option}`);
  }
});

test('a real service gets the key; viewers, logs, and the data file get neither it nor a number', async () => {
  const number = plantedPhoneNumber;
  const digits = number.replace(/\D/g, '');
  let asked = 0;
  await using service = await listenOnLoopback(
    createServer((request, response) => {
      asked += 1;
      const echo = `${String(request.headers['x-api-key'])} ${String(request.headers['x-workspace-id'])}`;
      const calls = [
        { jobId: 'j', status: 'failed', phone_number: number, error: `busy: ${number} ${echo}` },
      ];
      const isError = request.url!.includes('broken');
      response.writeHead(isError ? 403 : 200, { 'content-type': 'application/json' });
      const error = { error: `not ${echo} for ${number}` };
      const batch = { ...batchOf({ recent_calls: calls }), echo, [number]: number };
      response.end(JSON.stringify(isError ? error : batch));
    }),
  );
  const data = join(temporaryFolder(), 'data');
  const secrets = { TRILLET_API_KEY: 'key-0b1946ac', TRILLET_WORKSPACE_ID: 'ws-92abf1' };
  const env = { ...secrets, TRILLET_BASE_URL: service.url, DASHBOARD_TOKEN: 'token-of-the-link-1' };
  const command = start(['fine', 'broken', '--requests', '5/s', '--data', data], env);
  const link = await command.link();
  const { port } = new URL(link);
  const stream = await openStream(Number(port));
  let received = '';
  stream.on('data', (text: string) => (received += text));
  const reader = new EventReader(stream);
  const isKnown = ({ batches }: { batches: { state: string; last: object }[] }): boolean =>
    batches.some(({ last }) => 'batch' in last);
  await reader.until(isKnown);
  await reader.until(({ batches }) => batches.some(({ state }) => state === 'givenUp'));
  stream.destroy();
  for (const path of ['', 'api/batches/fine/history', 'api/shares', 'batches/fine', 'none']) {
    const { headers, body } = await ask(`${link}${path}`);
    received += JSON.stringify(headers) + body;
  }
  expect(asked).toBeGreaterThan(1);
  expect(await command.stop()).toBe(0);
  const folder = join(data, '..');
  const stored = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(received).toContain('busy: •••');
  expect(stored.join('')).toContain('fine');
  for (const text of [received, ...stored, command.output, command.errors]) {
    for (const secret of [...Object.values(secrets), env.DASHBOARD_TOKEN, number, digits]) {
      expect(text).not.toContain(secret);
    }
  }
});
