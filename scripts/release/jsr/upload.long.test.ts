import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack } from '../../pack.ts';
import { run } from '../../run.ts';
import { Workspace } from '../workspace.ts';
import { jsrPackages } from './manifest.ts';
import { denoPublish } from './publish-to-jsr.ts';
import { startSmallJsr } from './small-jsr.ts';
import { stageForJsr } from './stage.ts';

/** What a file imports from other packages. */
function importsOf(code: string): string[] {
  const statements = code.matchAll(/^(?:import|export) .* from "([^".][^"]*)";$/gm);
  return [...new Set([...statements].map(([, specifier]) => specifier!))].toSorted();
}

let folder: string;
let staged: string;
const packages = await jsrPackages(new Workspace());
const names = packages.map(({ name }) => name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-jsr-upload-'));
  staged = join(folder, 'staged');
  await stageForJsr(packages, await pack(names, folder), staged);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('Deno would publish all packages as one workspace, without slow types or warnings', async () => {
  // An empty cache: nothing may come from a network.
  const env = { DENO_DIR: join(folder, 'trial'), NO_COLOR: '1', HTTPS_PROXY: 'http://127.0.0.1:9' };
  const { ok, output } = await run(denoPublish(true), env, staged);
  expect([ok, output]).toEqual([true, expect.stringMatching(/Success Dry run complete\n$/)]);
  expect(output).not.toMatch(/warning/i);
  for (const name of names) expect(output).toContain(`Simulating publish of ${name}@`);
  expect(output).toContain('/spec/openapi.yaml ');
  expect(output).not.toContain('dist/browser/');
});

test('what is uploaded to JSR imports our packages from there, and others from npm', async () => {
  await using jsr = await startSmallJsr();
  const command = [...denoPublish(false), '--token=any'];
  const env = { JSR_URL: jsr.url, DENO_DIR: join(folder, 'deno') };
  expect(await run(command, env, staged)).toMatchObject({ ok: true });
  const versions = packages.map(({ name, version }) => `${name}@${version}`);
  expect([...jsr.uploads.keys()].toSorted()).toEqual(versions.toSorted());

  const { version } = packages[0]!;
  const contents = join(folder, 'contents');
  await mkdir(contents);
  await writeFile(join(folder, 'upload.tgz'), jsr.uploads.get(`@batch-status/fetch@${version}`)!);
  await run(['tar', '-xzf', join(folder, 'upload.tgz'), '-C', contents]);
  for (const file of ['dist/index.js', 'dist/index.d.ts']) {
    expect(importsOf(await readFile(join(contents, file), 'utf8'))).toEqual([
      `jsr:@batch-status/client-core@^${version}`,
      `jsr:@batch-status/spec@^${version}`,
      expect.stringMatching(/^npm:openapi-fetch@\^\d+\.\d+\.\d+$/),
    ]);
  }

  jsr.uploads.delete(versions[0]!);
  const kept = new Map(jsr.uploads);
  expect(await run(command, env, staged)).toMatchObject({ ok: true });
  expect([...jsr.uploads.keys()].toSorted()).toEqual(versions.toSorted());
  for (const [id, archive] of kept) expect(jsr.uploads.get(id)).toBe(archive);
});
