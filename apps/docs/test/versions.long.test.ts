import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { pnpm } from '../../../scripts/pnpm.js';
import { copyRepository } from '../../../scripts/release/rehearsal/repository-copy.ts';
import { brokenLinks } from './site/broken-links.ts';

const base = '/some/base/';
const origin = 'https://docs.example.com';

test('two majors are built from a fresh clone, side by side, with links between them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-majors-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const workspace = await copyRepository(folder, '');
  for (const tag of ['v1', 'v2']) await workspace.run('git', 'tag', tag);
  const options = ['--versions', `--base=${base}`, `--origin=${origin}`, '--output=site'];
  const { ok, output } = await workspace.run(...pnpm('docs:build', ...options));
  expect(output).toContain('Building the site of v1…');
  expect(ok).toBe(true);

  const site = join(folder, 'site');
  const page = (path: string): Promise<string> => readFile(join(site, path, 'index.html'), 'utf8');
  expect(await brokenLinks(site, base, origin)).toEqual([]);
  const newest = await page('guides/react');
  for (const tag of ['v1', 'v2']) expect(newest).toMatch(`href="${base}${tag}/"`);
  expect(newest).not.toContain('noindex');
  const older = await page('v1/guides/react');
  expect(older).toMatch(new RegExp(`href="${base}"[^>]*>Newest version<`));
  expect(older).toContain(`href="${base}v1/guides/next/"`);
  expect(newest).toContain('/edit/main/docs/guides/react.md');
  expect(older).not.toContain('/edit/');
  const source = 'packages/client-core/src/watch/watch.ts';
  expect(await page('api/client-core/watch')).toContain(`/blob/main/${source}`);
  const olderApi = await page('v1/api/client-core/watch');
  expect(olderApi).toContain(`/blob/v1/${source}`);
  expect(olderApi).not.toContain('/blob/main/');
  expect(older).toContain('<meta name="robots" content="noindex"');
});
