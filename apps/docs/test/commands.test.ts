import { createServer } from 'node:http';
import { resolve } from 'node:path';

import { listenOnLoopback } from '@batch-status/loopback';
import { expect, test } from 'vitest';

import { start } from './start-command.ts';
import { buildHelp, readBuildOptions } from '../src/build-options.ts';

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
