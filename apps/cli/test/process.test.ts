import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { listenOnLoopback } from '@batch-status/loopback';
import { goodBatch } from '@batch-status/loopback/batches';
import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { apiKey, workspaceId, type Finished } from './discretion.ts';
import {
  bundleCommand,
  startCommand,
  startInTerminal,
  startScript,
  type Running,
  type RunningInPipes,
  type RunningInTerminal,
} from './start-command.ts';

const faults = inject('faultServerUrl');
const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
/** Written only after the terminal has changed its size. */
const eraseBelow = '\u001B[0J';

let folder: string;
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  folder = await bundleCommand();
  server = createReferenceServer({ apiKey, workspaceId });
  ({ url } = await server.listen());
  server.addBatch('ended', { calls: 40, failureRate: 0.2, createdAt: 0 });
  server.addBatch('changing', { calls: 1e5, meanCallDuration: 0.2, startDelay: 0 });
  // However slow the machine is, no call ends during the tests.
  server.addBatch('long', { calls: 5, meanCallDuration: 86_400, startDelay: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A failed test must not leave a process running. */
function killed<T extends Running>(running: T): T {
  onTestFinished(() => running.kill('SIGKILL'));
  return running;
}

const start = (args: string[], baseUrl = url, env?: NodeJS.ProcessEnv): RunningInPipes =>
  killed(startCommand(join(folder, 'bin.js'), args, baseUrl, env));

describe('a process of the command', () => {
  test('prints the batch and exits with 0', async () => {
    const { code, stdout, stderr } = await start(['get', 'ended', '--json']).finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ total: 40, isComplete: true });
  });

  test('prints an error in one sentence and exits with its code', async () => {
    const { code, stdout, stderr } = await start(['get', 'unknown']).finished;
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
    expect(stderr).toMatch(/^batch-status: GET [^\n]+404[^\n]+\n$/);
  });

  test('is ended by Node itself if the file of --env-file is missing', async () => {
    const missing = join(folder, 'none');
    const { code, stdout, stderr } = await start(['get', 'b', '--env-file', missing]).finished;
    expect({ code, stdout }).toEqual({ code: 9, stdout: '' });
    expect(stderr).toMatch(/none: not found\r?\n$/);
  });

  test('exits with 0 if the reader of its output closes the pipe', async () => {
    const args = ['watch', 'changing', '--json', '--max-staleness', '1', '--max-rate', '300'];
    const { printed, stopReading, finished } = start(args);
    await printed('"phase":"running"');
    stopReading();
    expect(await finished).toMatchObject({ code: 0, stderr: '' });
  });

  // Windows has no shell that knows `pipefail`.
  describe.skipIf(process.platform === 'win32')('in a pipeline of a script', () => {
    const inScript = (script: string, batchId: string): Promise<Finished> =>
      killed(startScript(join(folder, 'bin.js'), script, url, { BATCH_ID: batchId })).finished;

    test('of README.md passes on its exit code, its reason, and all output', async () => {
      const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
      const [, example] = /\n## In CI\n[^]*?```sh\n([^]*?)```/.exec(readme)!;
      const result = await inScript(`cd ${folder}\n${example}`, 'ended');
      expect(result).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^batch-status: \d+ of 40 calls failed .+ 5 % .+\.\n$/),
      });
      expect(result.stdout).toMatch(/^\S+ ended complete: 40 of 40 .+\n\nended is complete: /);
      expect(await readFile(join(folder, 'batch.log'), 'utf8')).toBe(result.stdout);
    });

    // Other systems cannot tell whether a pipe has a reader, without writing to it.
    test.skipIf(process.platform !== 'linux')(
      'ends soon after `head` has read enough, although no line is due',
      async () => {
        const script = `set -o pipefail; batch-status watch long --max-staleness 900 | head -1`;
        const { code, stdout, stderr } = await inScript(script, '');
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout).toMatch(/^\S+ long \w+: [^\n]+\n$/);
      },
    );

    test('ends with 0 and without a message if `head` has read enough', async () => {
      const script = `set -o pipefail; batch-status watch changing --max-staleness 1 --max-rate 300 | head -1`;
      const { code, stdout, stderr } = await inScript(script, '');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^\S+ changing \w+: [^\n]+\n$/);
    });
  });

  // Windows has no signals: the process is killed.
  test.skipIf(process.platform === 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s exits with %i, and says how to continue', async (signal, expected) => {
    const { printed, kill, finished } = start(['watch', 'long', '--json']);
    await printed('"phase":"draining"');
    kill(signal);
    const { code, stderr } = await finished;
    expect(code).toBe(expected);
    expect(stderr).toBe(
      'Stopped. The calls continue. Run this to see them again: batch-status watch long --json\n',
    );
  });
});

// Windows rewrites what a program writes to a terminal, so it cannot be compared.
describe.skipIf(process.platform === 'win32')('a process in a terminal', () => {
  const startIn = (
    columns: number,
    args: string[],
    baseUrl = url,
    env: NodeJS.ProcessEnv = {},
  ): RunningInTerminal =>
    killed(startInTerminal(join(folder, 'bin.js'), args, baseUrl, { columns, env }));

  function expectCursor(stdout: string): void {
    expect(stdout).toContain(hideCursor);
    expect(stdout.lastIndexOf(showCursor)).toBeGreaterThan(stdout.lastIndexOf(hideCursor));
  }

  test('draws in color and within the width of the terminal until Ctrl-C', async () => {
    const watch = startIn(100, ['watch', 'long', 'any']);
    await watch.printed('0 failed');
    watch.resize(40, 24);
    await watch.printed(eraseBelow);
    watch.type('\u0003');
    const { code, stdout } = await watch.finished;
    expect(code).toBe(130);
    const [before = '', ...after] = stdout.split(eraseBelow);
    // oxlint-disable-next-line no-control-regex -- it tests colors
    expect(before).toMatch(/\u001B\[[\d;]*m█?▒+/);
    const widest = (text: string): number =>
      Math.max(
        ...stripVTControlCharacters(text)
          .split(/[\r\n]+/)
          .map(({ length }) => length),
      );
    expect(widest(before)).toBeGreaterThan(40);
    expect(widest(after.join('\n').split('^C')[0]!)).toBeLessThanOrEqual(40);
    expect(stripVTControlCharacters(stdout)).toMatch(/Stopped\. .*batch-status watch long any\s*$/);
    expectCursor(stdout);
  });

  test('draws without color if NO_COLOR is set, and in ASCII if the locale requires it', async () => {
    const env = { NO_COLOR: '1', LANG: 'C' };
    const { code, stdout } = await startIn(100, ['watch', 'ended'], url, env).finished;
    expect(code).toBe(0);
    // oxlint-disable-next-line no-control-regex -- it tests colors
    expect(stdout).not.toMatch(/\u001B\[[\d;]*m/);
    expect(stripVTControlCharacters(stdout)).toMatch(/^[\u0020-\u007E\s]+$/);
    expect(stdout).toMatch(/ended complete +#+x+ +40\/40/);
    expectCursor(stdout);
  });

  test('leaves the cursor visible after an error', async () => {
    const { code, stdout } = await startIn(80, ['watch', 'unauthorized~terminal'], faults).finished;
    expect(code).toBe(5);
    expect(stdout).toContain('batch-status: GET ');
    expectCursor(stdout);
  });
});

describe('the proxy from the environment', () => {
  const password = 'planted-password-33';

  test('receives the request for a server that only it can reach', async () => {
    const asked: (string | undefined)[] = [];
    const forwarding = createServer((request, response) => {
      asked.push(request.url);
      response.end(JSON.stringify(goodBatch));
    });
    await using proxy = await listenOnLoopback(forwarding);
    const env = { HTTP_PROXY: `http://user:${password}@127.0.0.1:${proxy.port}` };
    const args = ['get', 'proxied', '--json'];
    const result = await start(args, 'http://service.invalid', env).finished;
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ total: 150 });
    expect(asked).toEqual(['http://service.invalid/v1/api/batch-calls/proxied/status']);
  });

  test('is wrong usage if malformed, and its password is not printed', async () => {
    const env = { HTTPS_PROXY: `user:${password}@${apiKey}` };
    expect(await start(['get', 'b', '--debug'], url, env).finished).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'batch-status: `HTTPS_PROXY` must be the URL of a proxy, such as http://proxy.example:8080.\n' +
        '  code invalid_argument\n',
    });
  });
});
