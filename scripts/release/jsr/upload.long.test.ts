import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

test('what is uploaded to JSR imports our packages from there, and others from npm', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-jsr-upload-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await using jsr = await startSmallJsr();
  const packages = await jsrPackages(new Workspace());
  const names = packages.map(({ name }) => name);
  const staged = join(folder, 'staged');
  await stageForJsr(packages, await pack(names, folder), staged);
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
