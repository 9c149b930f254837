import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlers, type Page } from './page/bundle.ts';
import { publishInto } from './page/publish.ts';

const client = `
  import * as batchStatus from '@batch-status/fetch';
  const client = batchStatus.createBatchStatusClient({ baseUrl: '/api' });
`;
const programs = {
  call: `${client} console.log(await client.getBatchStatus('b'));`,
  watch: `${client} for await (const update of batchStatus.watch(client, 'b')) console.log(update);`,
};

type Program = keyof typeof programs;
type Bundler = keyof typeof bundlers;

let folder: string;
const pages = new Map<string, Page>();
const pageOf = (program: Program, bundler: Bundler = 'esbuild'): Page =>
  pages.get(program + bundler)!;
const size = ({ code }: Page): number => gzipSync(code, { level: 9 }).byteLength;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'batch-status-page-')));
  await publishInto(folder);
  for (const program of Object.keys(programs) as Program[]) {
    const file = join(folder, `${program}.js`);
    await writeFile(file, programs[program]);
    for (const bundler of Object.keys(bundlers) as Bundler[]) {
      pages.set(program + bundler, await bundlers[bundler](file));
    }
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Texts in the code of each part that not every page needs, and its files. */
const parts: Record<string, { text: string; files: RegExp }> = {
  watching: { text: 'maxStaleness', files: /client-core\/[\w/-]*\/(?:watch|forecast)\// },
  'the monitor': {
    text: 'maxRequestsPerSecond',
    files: /client-core\/[\w/-]*\/(?:polling|monitor)\/|tinyqueue/,
  },
  'the proxy': { text: 'Key refused', files: /client-core\/[\w/-]*\/proxy\// },
  'the raw client': { text: 'parseAs', files: /openapi-fetch/ },
};
const onlyElsewhere = 'NODE_EXTRA_CA_CERTS';
const normalized = (files: string[]): string => files.join('\n').replaceAll('\\', '/');

describe.each(Object.keys(bundlers) as Bundler[])('a page that %s bundles', (bundler) => {
  test.each(Object.keys(parts))('contains nothing of %s for one call', (part) => {
    const { code, files } = pageOf('call', bundler);
    expect(code).not.toContain(parts[part]!.text);
    expect(normalized(files)).not.toMatch(parts[part]!.files);
  });

  test('watches, and contains nothing of the monitor, the proxy, or the raw client', () => {
    const { code } = pageOf('watch', bundler);
    expect(code).toContain(parts['watching']!.text);
    for (const part of ['the monitor', 'the proxy', 'the raw client']) {
      expect(code).not.toContain(parts[part]!.text);
    }
  });

  test('contains nothing that only other platforms need', () => {
    expect(pageOf('watch', bundler).code).not.toContain(onlyElsewhere);
  });

  test.each(Object.keys(programs) as Program[])(
    'has about the size that others reach: %s',
    (program) => {
      const sizes = (Object.keys(bundlers) as Bundler[]).map((each) => size(pageOf(program, each)));
      expect(size(pageOf(program, bundler))).toBeLessThanOrEqual(1.04 * Math.min(...sizes));
    },
  );
});

test('a program that uses a part contains the text and the files of that part', async () => {
  const file = join(folder, 'everything.js');
  const everything = `
    import * as batchStatus from '@batch-status/fetch';
    import * as proxy from '@batch-status/fetch/proxy';
    console.log(batchStatus, proxy);
  `;
  await writeFile(file, everything);
  const { code, files } = await bundlers.esbuild(file);
  for (const part of Object.values(parts)) {
    expect(code).toContain(part.text);
    expect(normalized(files)).toMatch(part.files);
  }
});

test('the build for other platforms has what they need', async () => {
  const file = join(folder, 'node_modules/@batch-status/client-core/dist/index.js');
  expect(await readFile(file, 'utf8')).toContain(onlyElsewhere);
});

test('a page that makes one call has at most 7.77 kB', () => {
  expect(size(pageOf('call'))).toBeLessThanOrEqual(7_770);
});

test('a page that watches has at most 12.12 kB', () => {
  expect(size(pageOf('watch'))).toBeLessThanOrEqual(12_120);
});
