import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { listenOnLoopback } from '@batch-status/loopback';
import { afterEach, expect, test } from 'vitest';

import { buildHelp, readBuildOptions } from '../src/build-options.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Starts a command; `printed` waits until its output matches. */
function start(name: 'build' | 'dev', ...args: string[]) {
  const entry = fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  stops.push(() => child.kill());
  let output = '';
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    child.emit('printed');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const printed = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [found] = pattern.exec(output) ?? [];
      if (found !== undefined) return found;
      const next = await Promise.race([once(child, 'printed'), exited]);
      if (!Array.isArray(next) && !pattern.test(output)) throw new Error(`It ended: ${output}`);
    }
  };
  return { child, exited, printed };
}

test('docs:dev serves every kind of page on loopback, and prints its address', async () => {
  const { child, exited, printed } = start('dev', '--port', '0');
  const url = await printed(/http:\/\/127\.0\.0\.1:\d+\//);
  for (const [path, text] of [
    ['', 'five minutes to a first watch'],
    ['guides/react/', 'useBatch'],
    ['guides/react.md', '# A hook for React'],
    ['reference/', 'averageCallDuration'],
    ['reference/text/', 'averageCallDuration'],
  ] as const) {
    const response = await fetch(`${url}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).toContain(text);
  }
  child.kill('SIGINT');
  expect(await exited).toMatchObject({ code: process.platform === 'win32' ? null : 0 });
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('if the port is in use, docs:dev says so in one sentence, and says what to do', async () => {
  await using server = await listenOnLoopback(createServer());
  expect(await start('dev', '--port', String(server.port)).exited).toEqual({
    code: 1,
    output: `Port ${server.port} on 127.0.0.1 is in use. Stop the program that listens there, or take any free port: pnpm docs:dev --port 0\n`,
  });
});

test('docs:build rejects an option in a few lines', async () => {
  const { code, output } = await start('build', '--base', 'docs').exited;
  expect(output).toContain(`--base must be a path such as "/docs/"; got "docs".\n\n${buildHelp}`);
  expect(output).not.toContain('    at ');
  expect(code).toBe(2);
});

test.each<[string[], string]>([
  [['--base', '//docs/'], '--base must be a path such as "/docs/"; got "//docs/".'],
  [['--base', '/a b/'], '--base must be a path such as "/docs/"; got "/a b/".'],
  [['--base', 'https://a.example/'], '--base must be a path'],
  [['--origin', 'a.example'], '--origin must be an origin such as "https://example.com"'],
  [['--origin', 'https://a.example/docs/'], '--origin must be an origin'],
  [['--tag', 'v1'], '--base must end with the tag, such as "/v1/"; got "/".'],
  [['--bas', '/'], "Unknown option '--bas'"],
])('docs:build rejects %j', (args, message) => {
  expect(() => readBuildOptions(args, '/root')).toThrow(message);
});

test('docs:build adds the slash that a base lacks, and writes beside its sources by default', () => {
  expect(readBuildOptions(['--base', '/some/base'], '/root')).toMatchObject({
    base: '/some/base/',
    output: resolve('/root', 'apps/docs/dist'),
  });
});

test.each(['build', 'dev'] as const)('docs:%s --help lists its options', async (name) => {
  const { code, output } = await start(name, '--help').exited;
  expect(output).toContain(`Usage: pnpm docs:${name} [--`);
  expect(code).toBe(0);
});
