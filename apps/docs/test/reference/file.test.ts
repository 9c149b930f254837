import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { beforeAll, expect, test } from 'vitest';

import { operationsOf, type Contract } from '../../src/reference/contract.ts';
import { readSamples, sampleFiles } from '../../src/reference/samples.ts';
import { selfContained } from '../../src/reference/self-contained.ts';
import { shownContract } from '../../src/reference/shown-contract.ts';
import { root } from '../../src/repository.ts';
import { builtReference } from './built-reference.ts';

let folder: string;
let page: string;
let contract: Contract;

beforeAll(async () => {
  folder = await builtReference();
  page = await readFile(join(folder, 'reference/index.html'), 'utf8');
  contract = JSON.parse(await readFile(join(folder, 'reference/openapi.json'), 'utf8')) as Contract;
});

test('refers to nothing that a browser would load', () => {
  const markup = page.replaceAll(/<script\b[^>]*>.*?<\/script>/gs, '');
  const loaded = [
    ...markup.matchAll(
      /<(?!a\b|link rel="alternate")\w+[^>]*\s(?:src|srcset|href|data|poster)="(?!data:|#)[^"]*"/g,
    ),
    ...markup.matchAll(/(?:url\(|@import)\s*["']?(?:https?:)?\/\/[^)]*/g),
    ...page.matchAll(/<script[^>]*\ssrc=[^>]*/g),
    ...page.matchAll(/\bsrc:[^,]{0,20}[`'"]https?:[^`'"]*/g),
    ...page.matchAll(/sourceMappingURL=.*/g),
    ...page.matchAll(/https?:\/\/(?:cdn|otel|fonts)\.[\w./-]*/g),
  ].map(([found]) => found);
  expect(loaded).toEqual([]);
});

test('allows its own scripts by their hashes, and no request to another origin', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1];
  expect(policy).toContain("default-src 'none'");
  const scripts = /script-src ([^;]*)/.exec(policy!)?.[1]?.split(' ') ?? [];
  expect(scripts).toHaveLength(4);
  for (const each of scripts) expect(each).toMatch(/^'sha256-[\w+/]+=*'$/);
  expect(policy).not.toMatch(/https?:|\*|connect-src|unsafe-eval/);
});

test('reports no reader to anyone', () => {
  expect(page).toContain('"disableTelemetry":true');
});

test('is not built if a new version of Redoc no longer has what is removed', () => {
  expect(() => selfContained('<html></html>')).toThrow('Redoc no longer has https://cdn.');
});

test('is at most 750 kB when compressed', () => {
  expect(gzipSync(page, { level: 9 }).byteLength).toBeLessThanOrEqual(750_000);
});

test('each operation has samples, which are files that tests run', async () => {
  for (const { operation } of operationsOf(contract)) {
    const samples = await readSamples(root, operation.operationId);
    expect(samples.map(({ label }) => label)).toEqual([
      'curl',
      'Browser',
      'Node',
      'Deno',
      'Bun',
      'Command',
    ]);
    for (const { source } of samples) {
      expect(page).toContain(JSON.stringify(source).slice(1, -1).replaceAll('<', '\\u003c'));
    }
  }
  for (const file of sampleFiles) expect(file).toMatch(/^apps\/examples\/reference\//);
});

test('an operation without samples, and a sample without its file, fail the build', async () => {
  await expect(readSamples(root, 'cancelBatch')).rejects.toThrow(
    'The operation cancelBatch has no samples. Add them to apps/docs/src/reference/samples.ts.',
  );
  await expect(readSamples(folder, 'getBatchStatus')).rejects.toThrow(
    'The file apps/examples/reference/curl.sh of the snippet does not exist.',
  );
});

test('shows the rules under Guarantees, and a property with its own description', () => {
  const shown = shownContract(contract, new Map(), 'LINKS');
  const [, guarantees = ''] = shown.info.description!.split('## Guarantees');
  expect(guarantees).toContain('In every `BatchStatus`:\n\n- **Guaranteed:** `waiting`');
  expect(guarantees).toContain('later one:\n\n- **Assumed:** A complete batch stays complete.');
  expect(shown.info.description).toMatch(/finished\.\n\nLINKS\n\n## /);
  const { averageCallDuration, status } = shown.components.schemas['BatchStatus']!.properties!;
  expect(averageCallDuration).toMatchObject({
    type: ['number', 'null'],
    description: expect.stringContaining('Average duration of completed calls'),
  });
  expect(averageCallDuration).not.toHaveProperty('$ref');
  expect(status).toHaveProperty('$ref');
});
