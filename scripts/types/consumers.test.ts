import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { libraries } from '../published.ts';
import { compile, consumers, createProject } from './consumer-project.ts';

let project: string;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => rm(project, { recursive: true, force: true }));

test.each(libraries)('a program imports %s', (name) => {
  const programs = Object.values(consumers);
  expect(programs.filter((code) => code.includes(`from '${name}'`))).not.toEqual([]);
});

// The other versions of TypeScript, and the other ways to resolve, are in the long tests.
test('programs that use the packages compile under strict options', async () => {
  const setup = {
    typescript: '7',
    type: 'module',
    resolution: 'nodenext',
    module: 'nodenext',
  } as const;
  expect(await compile(project, setup)).toEqual([]);
});
