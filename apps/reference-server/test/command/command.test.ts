import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../running-server.ts';
import { start } from './start-command.ts';

/** What the shell makes of the printed line, as a request. */
function requestOf(curlLine: string, env: Record<string, string> = {}): Promise<Response> {
  const line = curlLine.replaceAll(/\$(\w+)/g, (_, name: string) => env[name] ?? '');
  const headers = [...line.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]) => [
    name!,
    value!,
  ]);
  return fetch(line.split(' ').at(-1)!, { headers: Object.fromEntries(headers) });
}

test('the command prints its URL, its batch, and a curl command that works, and exits with 0', async () => {
  const command = start(['--port', '0', '--calls', '7', '--seed', '3', '--speed', '2']);
  const [first, curl] = await command.printed(2);
  expect(first).toMatch(/^Serving demo on http:\/\/127\.0\.0\.1:\d+;/);
  const response = await requestOf(curl!);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ total: 7 });
  command.stop();
  expect(await command.exitCode).toBe(0);
  expect(command.err()).toBe('');
});

test('requests above the rate limit get a 429', async () => {
  const command = start(['--port', '0', '--rate-limit', '2/h']);
  const [, curl] = await command.printed(2);
  expect((await requestOf(curl!)).status).toBe(200);
  expect((await requestOf(curl!)).status).toBe(200);
  const refused = await requestOf(curl!);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
});

test('batches have the ids of --batch', async () => {
  const command = start(['--port', '0', '--batch', 'one', '--batch', 'two']);
  const [first, curl] = await command.printed(2);
  expect(first).toMatch(/^Serving one, two on/);
  const statuses = ['one', 'two', 'demo'].map(
    async (id) => (await requestOf(curl!.replace('/one/', `/${id}/`))).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 404]);
});

test('a key from the environment is used and not printed', async () => {
  const env = { TRILLET_API_KEY: 'my-own-key', TRILLET_WORKSPACE_ID: 'my-workspace' };
  const command = start(['--port', '0'], env);
  const lines = await command.printed(2);
  expect(lines.join()).not.toContain('my-own-key');
  expect((await requestOf(lines[1]!, env)).status).toBe(200);
  expect((await requestOf(lines[1]!, { ...env, TRILLET_API_KEY: 'test-key' })).status).toBe(401);
});

test('an empty environment variable counts as not set', async () => {
  const command = start(['--port', '0'], { TRILLET_API_KEY: '', TRILLET_WORKSPACE_ID: '' });
  const [, curl] = await command.printed(2);
  expect((await requestOf(curl!)).status).toBe(200);
});

test('if the port is in use, the command exits with 1 and one sentence', async () => {
  const { port } = await startServer();
  const command = start(['--port', String(port)]);
  expect(await command.exitCode).toBe(1);
  expect(command.err()).toBe(
    `reference-server: Port ${port} on 127.0.0.1 is in use; stop the program that listens on it, or choose another port (0 takes any free port).\n`,
  );
});

test.each([
  [['--port', 'x'], "option '--port <port>' argument 'x' is invalid. It must be a whole number"],
  [['--port', '65536'], 'It must be a whole number from 0 to 65535.'],
  [['--port', ''], 'It must be a whole number from 0 to 65535.'],
  [['--host', ''], 'It must not be empty.'],
  [['--calls', '-1'], 'It must be a whole number from 0 to 1000000.'],
  [['--concurrency', '0'], 'It must be a whole number from 1 to 1000000.'],
  [['--failure-rate', '7%'], 'It must be a number from 0 to 1.'],
  [['--speed', '0'], 'It must be a number from 0.001 to 1000.'],
  [['--seed', '1.5'], 'It must be a whole number from 0 to 4294967295.'],
  [['--rate-limit', '60'], 'It must be a number from 1 to 1000000, a slash, and s, min, or h'],
  [['--rate-limit', '0/min'], 'for example 60/min.'],
  [['--data', ''], 'It must not be empty.'],
  [['--batch', '..'], 'A batch id must not be empty'],
  [['--api-key', 'x'], "unknown option '--api-key'"],
  [['extra'], 'too many arguments'],
])('the arguments %j make the command exit with 2 and say why', async (args, message) => {
  const command = start(args);
  expect(await command.exitCode).toBe(2);
  expect(command.err()).toMatch(/^reference-server: [^\n]+\n/);
  expect(command.err()).toContain(message);
});

test('--help ends with 0 and names every option', async () => {
  const command = start(['--help']);
  expect(await command.exitCode).toBe(0);
  const help = (await command.printed(1)).join('\n');
  const shape = ['calls', 'concurrency', 'failure-rate', 'seed', 'speed'];
  for (const option of ['port', 'host', 'batch', ...shape, 'rate-limit', 'data']) {
    expect(help).toContain(`--${option} <`);
  }
  expect(help).toContain('TRILLET_API_KEY');
});

test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'on %s the command exits with 0',
  async (signal) => {
    const bin = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      ['--conditions=@batch-status/source', '--no-warnings', bin, '--port', '0'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    await once(createInterface(child.stdout), 'line');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);
