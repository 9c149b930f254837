import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack, type Packed } from '../../pack.ts';
import { Workspace, type PublishedPackage } from '../workspace.ts';
import { jsrPackages, readJsrManifest } from './manifest.ts';
import { stageForJsr } from './stage.ts';

const names = ['@batch-status/client-core', '@batch-status/fetch', '@batch-status/spec'];

let folder: string;
let packages: PublishedPackage[];
let tarballs: Packed[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-jsr-'));
  packages = await jsrPackages(new Workspace());
  tarballs = await pack(names, folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Stages the packages in a folder of their own. */
async function stage(name: string): Promise<string> {
  const staged = join(folder, name);
  await stageForJsr(packages, tarballs, staged);
  return staged;
}

test('the clients for every runtime and what they import are published to JSR', () => {
  expect(packages.map(({ name }) => name).toSorted()).toEqual(names);
});

test.each(names)('jsr.json of %s says what package.json says', async (name) => {
  const each = packages.find((one) => one.name === name)!;
  const npm = JSON.parse(await readFile(join(each.path, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
    publishConfig: { exports: Record<string, string | { default: string }> };
  };
  const entries = Object.entries(npm.publishConfig.exports).map(
    ([entry, target]) => [entry, typeof target === 'string' ? target : target.default] as const,
  );
  // On JSR, an entry must be a module. A file that is not one can still be in the package.
  const modules = entries.filter(([, target]) => /\.js(?:on)?$/.test(target));
  expect(await readJsrManifest(each)).toMatchObject({
    name,
    version: npm.version,
    license: npm.license,
  });
  expect((await readJsrManifest(each)).exports).toEqual(Object.fromEntries(modules));
});

test('imports of our packages lead to JSR, and those of others to npm', async () => {
  const staged = await stage('imports');
  const { imports } = JSON.parse(await readFile(join(staged, 'fetch-client/jsr.json'), 'utf8')) as {
    imports: Record<string, string>;
  };
  const { version } = packages[0]!;
  expect(imports).toEqual({
    '@batch-status/client-core': `jsr:@batch-status/client-core@^${version}`,
    '@batch-status/spec': `jsr:@batch-status/spec@^${version}`,
    'openapi-fetch': expect.stringMatching(/^npm:openapi-fetch@\^\d+\.\d+\.\d+$/),
  });
});

test('fails if a tarball has another version than jsr.json', async () => {
  const others = await Promise.all(
    packages.map(async (each, index) => {
      const path = join(folder, `other-${index}`);
      await mkdir(path);
      const manifest = { ...(await readJsrManifest(each)), version: '9.9.9' };
      await writeFile(join(path, 'jsr.json'), JSON.stringify(manifest));
      return { ...each, path };
    }),
  );
  const staged = join(folder, 'refused');
  await expect(stageForJsr(others, tarballs, staged)).rejects.toThrow('and 9.9.9 in jsr.json.');
  expect(await readdir(staged)).not.toContain('deno.json');
});
