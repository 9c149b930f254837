import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { libraries } from '../published.ts';
import { fromRoot } from '../run.ts';
import { compile, compilers, consumers, createProject, type Setup } from './consumer-project.ts';

let project: string;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => rm(project, { recursive: true, force: true }));

const ways: Omit<Setup, 'typescript'>[] = [
  { type: 'module', resolution: 'nodenext', module: 'nodenext' },
  { type: 'module', resolution: 'bundler', module: 'esnext' },
  { type: 'commonjs', resolution: 'nodenext', module: 'nodenext' },
  { type: 'commonjs', resolution: 'bundler', module: 'preserve' },
  { type: 'commonjs', resolution: 'bundler', module: 'commonjs' },
];

const versions = Object.keys(compilers) as Setup['typescript'][];

/** TypeScript 5.4 does not know that Node can require ES modules. */
const isRefused = ({ typescript, type, resolution }: Setup): boolean =>
  typescript === '5.4' && type === 'commonjs' && resolution === 'nodenext';

/** Before TypeScript 6, `bundler` does not allow `commonjs`. */
const isPossible = ({ typescript, module }: Setup): boolean =>
  module !== 'commonjs' || Number(typescript) >= 6;

const all = versions
  .flatMap((typescript) => ways.map((way): Setup => ({ typescript, ...way })))
  .filter(isPossible);

test.each(all.filter((setup) => !isRefused(setup)))(
  'the programs compile in TypeScript $typescript as $type with $resolution and $module',
  async (setup) => {
    expect(await compile(project, setup)).toEqual([]);
  },
);

/** The example of the section about CommonJS in the README of a client. */
async function exampleOf(client: string): Promise<string> {
  const readme = await readFile(fromRoot(`packages/${client}/README.md`), 'utf8');
  return /\n## CommonJS\n[^]*?```ts\n([^]*?)```/.exec(readme)![1]!;
}

test.each(libraries)('the README of %s says what CommonJS reports', async (name) => {
  const readme = await readFile(join(project, 'node_modules', name, 'README.md'), 'utf8');
  expect(readme).toContain('TS1479');
});

test('in TypeScript 5.4, CommonJS reports what the READMEs say, and their examples compile', async () => {
  const examples = {
    'fetch-example.ts': await exampleOf('fetch-client'),
    'node-example.ts': await exampleOf('node-client'),
  };
  const errors = await compile(project, all.find(isRefused)!, examples);
  // What `import … = require(…)` reports instead.
  expect(errors.filter((error) => !/error TS(?:1479|1471): /.test(error))).toEqual([]);
  // The types of vitest report the same error.
  const own = errors.filter((error) => !error.startsWith('../'));
  const refused = new Set(own.map((error) => error.split('(', 1)[0]!));
  const modules = Object.keys(consumers).filter((name) => name.endsWith('.ts'));
  expect([...refused].toSorted()).toEqual([...modules, 'required.ts'].toSorted());
});
