import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { batchOf } from '@batch-status/loopback/batches';
import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordedEntry } from '@batch-status/har';
import { contractTests, root } from './run.ts';
import { main } from '../src/main.ts';
import { answering } from './answering.ts';
import { ask } from './ask.ts';
import { recordingHere } from './recording-here.ts';

const server = createReferenceServer({ demo: { calls: 300 } });
const folder = await mkdtemp(join(tmpdir(), 'record-command-'));
let target = '';
let files = 0;

beforeAll(async () => ({ url: target } = await server.listen()));
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('--verify reports findings at once, also between two responses, and fails at the end', async () => {
  const counts = { waiting: 0, active: 0, failed: 0, total: 9 };
  const falling = [7, 6, 'five'].map((completed) => ({ ...batchOf(counts), completed }));
  const at = await answering(() => JSON.stringify(falling.shift()));
  const running = await recordingHere('har', at, '--verify');
  await ask(running.url);
  await ask(running.url);
  await running.printed(/entry 1\n {2}warning transition/);
  await ask(running.url);
  await running.printed(/entry 2\n {2}error schema: .*found a string/);
  expect(await running.end()).toBe(1);
  expect(running.stdout()).toMatch(/^3 exchanges checked, 0 out of scope, 1 error, 1 warning\.$/m);
  const reason = 'contract-tests: The recordings do not fit the contract: 1 error.\n';
  expect(running.stderr()).toMatch(new RegExp(`${reason}$`));
  const later = await contractTests('verify', running.output);
  expect(later.stdout).toBe(running.stdout());
});

test('no written byte contains a key or a phone number', async () => {
  const [key, phone] = ['sk_live_Zr8+/kQ==&"ü', '+4915123456789'];
  const said = `${phone} and ${key} ${encodeURIComponent(phone)} ${Buffer.from(`u:${key}`).toString('base64')}`;
  const bodies = [
    JSON.stringify({ error: said, message: phone, [said]: [said, 4915123456789] }),
    JSON.stringify(said),
    `<p>${said}</p>`,
    `{"error": "${phone}`,
    `{"status": ${said}`,
  ];
  let asked = 0;
  // It repeats what it receives, everywhere that it can.
  const echo = createServer((incoming, response) => {
    const body = bodies[asked % bodies.length]!;
    response.statusCode = [200, 404, 500, 201][Math.floor(asked++ / bodies.length) % 4]!;
    response.setHeader('content-type', asked % 2 === 0 ? 'application/json' : `text/${phone}`);
    response.setHeader('x-echo', encodeURIComponent(said));
    response.setHeader('set-cookie', `session=${encodeURIComponent(key)}; path=/${phone}`);
    response.setHeader('location', incoming.url!);
    response.setHeader('etag', `"${phone}"`);
    response.statusMessage = phone;
    if (body.endsWith('"')) response.setHeader('content-length', body.length + 99);
    response.write(body);
    if (body.endsWith('"')) setImmediate(() => response.destroy());
    else response.end();
  });
  await using service = await listenOnLoopback(echo);
  for (const extension of ['har', 'ndjson']) {
    const running = await recordingHere(extension, service.url, '--verify', '--strict');
    for (let call = 0; call < 20; call++) {
      const path = call % 3 === 0 ? '/customers/' : '/v1/api/batch-calls/';
      const text = encodeURIComponent(`${said} ${call}`);
      const response = fetch(`${running.url}${path}${text}/status?q=${text}&${text}`, {
        method: call % 4 === 3 ? 'POST' : 'GET',
        headers: {
          'x-api-key': Buffer.from(key).toString('latin1'),
          authorization: `Basic ${Buffer.from(`${phone}:${key}`).toString('base64')}`,
          cookie: `a=${encodeURIComponent(key)}; b=${phone}`,
          referer: `http://example.org/${text}`,
          'x-request-id': encodeURIComponent(said),
        },
        ...(call % 4 === 3 ? { body: `${said}&phone=${phone}` } : {}),
      });
      await response.then((answer) => answer.arrayBuffer()).catch(() => undefined);
    }
    await running.end();
    const written = (await readFile(running.output, 'utf8')) + running.stdout() + running.stderr();
    expect(written.split('\n').length).toBeGreaterThan(20);
    const decoded = written.replaceAll('\\\\', '\\').replaceAll('\\"', '"');
    for (const secret of [key, key.slice(0, 12), phone, phone.slice(1)]) {
      for (const form of [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64').slice(0, -4),
      ]) {
        expect(decoded).not.toContain(form);
      }
    }
  }
  echo.closeAllConnections();
  echo.close();
});

test('a recording that cannot continue ends by itself and fails', async () => {
  const output = join(folder, `${files++}.har`);
  const events = new EventEmitter<{ listening: [url: string] }>();
  let said = '';
  const listening = once(events, 'listening') as Promise<[string]>;
  const at = await answering(() => '{}');
  const exitCode = main(['record', '--target', at, '--output', output, '--verify'], {
    print: (text) => {
      if (text.includes('entry 0')) throw new Error('No.');
    },
    terminal: {
      isTTY: false,
      write: (text) => {
        said += String(text);
        const [, url] = /Recording (\S+)/.exec(String(text)) ?? [];
        return url !== undefined && events.emit('listening', url);
      },
    },
    interruption: () => AbortSignal.any([]),
  });
  const [url] = await listening;
  await ask(url);
  expect(await exitCode).toBe(2);
  expect(said).toContain('Something failed that should not (Error)');
});

test('--verify fails if nothing was checked', async () => {
  const running = await recordingHere('har', target, '--verify');
  expect(await running.end()).toBe(1);
  expect(running.stdout()).toContain('Nothing was checked');
  expect(running.stderr()).toMatch(/\ncontract-tests: .* contains no exchange\.\n$/);
});

test('recordings with the same key have the same placeholders, and others do not', async () => {
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, 'a key of sixteen bytes or more\n');
  const placeholder = async (...options: string[]): Promise<string> => {
    const running = await recordingHere('ndjson', target, ...options);
    await ask(running.url);
    await running.end();
    const entry = JSON.parse(await readFile(running.output, 'utf8')) as RecordedEntry;
    return entry.request.headers.find(({ name }) => name === 'x-api-key')!.value;
  };
  const withKey = await placeholder('--redaction-key', keyFile);
  expect(await placeholder('--redaction-key', keyFile)).toBe(withKey);
  expect(await placeholder()).not.toBe(withKey);
});

test.each<[string[], string]>([
  [
    ['--target', 'ftp://example.org'],
    '--target must be the URL of a server, such as https://api.example.',
  ],
  ...['user@example.org', ':secret@example.org', 'example.org?secret', 'example.org#secret'].map(
    (address): [string[], string] => [
      ['--target', `http://${address}`],
      '--target must not have a user, a query, or a fragment.',
    ],
  ),
  [['--output', 'recording.json'], 'recording.json must end in .har or .ndjson.'],
  [['--output', 'README.md/a.har'], 'README.md/a.har cannot be written (ENOTDIR).'],
  [['--port', '70000'], 'It must be a number from 0 to 65535.'],
  [['--max-body', '128.1'], 'It must be a number greater than 0 and at most 128.'],
  [['--max-body', ' '], 'It must be a number greater than 0 and at most 128.'],
  [['--max-body', '0'], 'It must be a number greater than 0 and at most 128.'],
  [['--redaction-key', 'no-such-file'], 'no-such-file cannot be read (ENOENT).'],
  [['--redaction-key', '.gitattributes-no'], 'cannot be read'],
  [['--contract', 'no-such-file'], 'no-such-file'],
])('%j is rejected with a one-line message', async (options, sentence) => {
  const output = join(folder, `${files++}.har`);
  const defaults = [
    '--target',
    'http://127.0.0.1:1',
    '--output',
    output,
    '--contract',
    join(root, 'openapi/batch-status.yaml'),
  ];
  const { code, stdout, stderr } = await contractTests('record', ...defaults, ...options);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('secret');
  expect([code, stdout]).toEqual([2, '']);
  await expect(stat(output)).rejects.toThrow('ENOENT');
});

test('an existing recording is not overwritten', async () => {
  const output = join(folder, `${files++}.har`);
  await writeFile(output, 'of yesterday');
  const { code, stderr } = await contractTests('record', '--target', target, '--output', output);
  expect([code, stderr]).toEqual([2, expect.stringContaining('exists. Choose another name')]);
  expect(await readFile(output, 'utf8')).toBe('of yesterday');
});

test('a port in use is rejected, and leaves no file', async () => {
  const output = join(folder, `${files++}.har`);
  const port = new URL(target).port;
  const { code, stderr } = await contractTests(
    'record',
    '--target',
    target,
    '--output',
    output,
    '--port',
    port,
  );
  expect([code, stderr]).toEqual([
    2,
    `contract-tests: Port ${port} of 127.0.0.1 cannot be used (EADDRINUSE). Choose another port.\n`,
  ]);
  await expect(stat(output)).rejects.toThrow('ENOENT');
});

test('a redaction key that is too short is rejected', async () => {
  const file = join(folder, 'short');
  await writeFile(file, 'short');
  const { code, stderr } = await contractTests(
    'record',
    '--target',
    target,
    '--redaction-key',
    file,
  );
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('has 5 bytes, but a redaction key needs at least 16'),
  ]);
});
