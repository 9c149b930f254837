import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { afterEach, expect, test } from 'vitest';
import { fromRoot } from './run.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Runs a command at the root; `printed` waits until its output has a text. */
function runCommand(command: string, args: string[], shell: string | false = false) {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(command, args, { cwd: fromRoot(''), stdio: [...stdio], shell });
  stops.push(() => child.kill());
  let output = '';
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    child.emit('printed');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const printed = async (text: string): Promise<string> => {
    while (!output.includes(text)) {
      const next = await Promise.race([once(child, 'printed'), exited]);
      if (!Array.isArray(next) && !output.includes(text))
        throw new Error(`It ended with: ${output}`);
    }
    return output;
  };
  return { child, exited, printed };
}

const start = (...args: string[]) =>
  runCommand(process.execPath, [fromRoot('scripts/start.ts'), ...args]);

test('start announces its steps, watches a batch to its end, and suggests commands that work', async () => {
  const { child, exited, printed } = start('--port', '0', '--speed', '20');
  const output = await printed('\n  "\n');
  const steps = ['Building ', 'Starting the server', 'Watching a batch', 'demo is complete'];
  const positions = steps.map((step) => output.indexOf(step));
  expect(positions).not.toContain(-1);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  expect(output).toContain('demo is complete: completed');
  expect(output).toMatch(/Watching cost +\d+ requests/);

  const suggestions = output.slice(output.indexOf('The server runs at'));
  const lines = suggestions.split('\n').filter((line) => line.startsWith('  '));
  const curl = lines.find((line) => line.includes('curl'))!;
  const script = lines.filter((line) => line !== curl).map((line) => line.slice(2));
  expect(script).toHaveLength(7);

  const url = curl.split(' ').at(-1)!;
  const headers = [...curl.matchAll(/-H "([^:]+): ([^"]+)"/g)].map((match) => match.slice(1));
  const response = await fetch(url, { headers: Object.fromEntries(headers) as object as Headers });
  expect(await response.json()).toMatchObject({ total: 150 });

  const shell = process.platform === 'win32' ? 'powershell.exe' : '/bin/sh';
  const followed = await runCommand(script.join('\n'), [], shell).exited;
  expect(followed.output).toContain('complete 150 calls done');
  expect(followed.code).toBe(0);

  child.kill('SIGINT');
  expect((await exited).code).toBe(process.platform === 'win32' ? null : 0);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('start --exit ends with 0 once the batch is complete', async () => {
  const { code, output } = await start('--exit', '--port', '0', '--speed', '20').exited;
  expect(output).toContain('demo is complete');
  expect(output).not.toContain('curl');
  expect(code).toBe(0);
});

test('if the port is in use, start says so before it builds, and says what to do', async () => {
  await using server = await listenOnLoopback(createServer());
  const { port } = server;
  const { code, output } = await start('--port', String(port)).exited;
  expect(code).toBe(1);
  expect(output).toBe(
    `Port ${port} on 127.0.0.1 is in use. Stop the program that listens there, or take any free port: pnpm start --port 0\n`,
  );
});

test.each(['0', '-1', 'fast'])('start rejects an invalid speed by name: %s', async (speed) => {
  const { code, output } = await start(`--speed=${speed}`).exited;
  expect(code).toBe(2);
  expect(output).toContain(`--speed must be a number greater than 0; got "${speed}".\n`);
  expect(output).not.toContain('Building');
});

test.each(['8o', '65536', '-1'])('start rejects an invalid port by name: %s', async (port) => {
  const { code, output } = await start(`--port=${port}`).exited;
  expect([code, output]).toEqual([
    2,
    `--port must be a whole number from 0 to 65535; got "${port}".\n`,
  ]);
});

test('start names an unknown option', async () => {
  const { code, output } = await start('--prot', '1').exited;
  expect(code).toBe(2);
  expect(output).toContain('--prot');
  expect(output).not.toContain('    at ');
});
