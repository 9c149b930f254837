import { readFile, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { libraries } from '../published.ts';
import { compile, consumers, createProject, readReleased } from './consumer-project.ts';

let project: string;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => rm(project, { recursive: true, force: true }));

test.each(libraries)('programs import each entry of %s that has types', async (name) => {
  const manifest = await readFile(join(project, 'node_modules', name, 'package.json'), 'utf8');
  const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> };
  const entries = Object.keys(exports).filter((entry) => !entry.endsWith('.yaml'));
  const programs = Object.values(consumers).join('\n');
  const imported = [...programs.matchAll(/ from '([^']+)'/g)].map(([, specifier]) => specifier);
  expect(entries).toContain('.');
  expect(imported).toEqual(expect.arrayContaining(entries.map((entry) => posix.join(name, entry))));
});

// The other versions of TypeScript, and the other ways to resolve, are in the long tests.
test('programs that use the packages, also as of the last release, compile under strict options', async () => {
  const setup = {
    typescript: '7',
    type: 'module',
    resolution: 'nodenext',
    module: 'nodenext',
  } as const;
  expect(await compile(project, setup, await readReleased())).toEqual([]);
});
