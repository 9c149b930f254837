import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageBin } from './package-bin.ts';
import { fromRoot, run } from './run.ts';

const packages = { fetch: 'packages/fetch-client', node: 'packages/node-client' };

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'batch-status-commonjs-')));
  const scope = join(folder, 'node_modules/@batch-status');
  await mkdir(scope, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'commonjs' }));
  for (const [name, path] of Object.entries(packages)) {
    await symlink(fromRoot(path), join(scope, name), 'junction');
    const from = `from '@batch-status/${name}';`;
    const readme = await readFile(fromRoot(`${path}/README.md`), 'utf8');
    const [, section = ''] = readme.split('\n## CommonJS\n');
    const [, example = ''] = /```ts\n([^]*?)```/.exec(section)!;
    if (!example.includes(`await import('@batch-status/${name}')`)) {
      throw new Error(`${path}/README.md has no example of an import from CommonJS.`);
    }
    await writeFile(join(folder, `${name}-value.ts`), `import { watch } ${from} export { watch };`);
    await writeFile(
      join(folder, `${name}-type.ts`),
      `import type { BatchStatus } ${from} export type Batch = BatchStatus;`,
    );
    await writeFile(join(folder, `${name}-readme.ts`), example);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Compiles the files as CommonJS, and returns the errors in them, sorted. */
async function errorsWith(module: string): Promise<string[]> {
  const config = {
    compilerOptions: {
      module,
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'],
      types: ['node'],
      typeRoots: [fromRoot('node_modules/@types')],
      customConditions: ['@batch-status/source'],
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
    },
    include: ['*.ts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { output } = await run([...packageBin('typescript', 'tsc'), '-p', folder]);
  const errors = output.matchAll(/((?:fetch|node)-\w+)\.ts\S* error (TS\d+)/g);
  return [...errors].map(([, file, code]) => `${file}: ${code}`).toSorted();
}

test.each(['node20', 'nodenext'])(
  'with the module setting %s, a CommonJS file can import the clients',
  async (module) => {
    expect(await errorsWith(module)).toEqual([]);
  },
);

test.each(['node16', 'node18'])(
  'with the module setting %s, a CommonJS file imports the clients as their READMEs say',
  async (module) => {
    expect(await errorsWith(module)).toEqual([
      'fetch-type: TS1541',
      'fetch-value: TS1479',
      'node-type: TS1541',
      'node-value: TS1479',
    ]);
  },
);
