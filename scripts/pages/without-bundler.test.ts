import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright';
import ts from 'typescript-with-api';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../chromium.ts';
import { fromRoot } from '../run.ts';
import { createPageFolder, gzippedSize, type PageFolder } from './pages.ts';
import { servePages } from './serve-pages.ts';

const file = '/node_modules/@batch-status/fetch/dist/browser.js';

const readme = await readFile(fromRoot('packages/fetch-client/README.md'), 'utf8');
const [, section = ''] = /^## Without a bundler\n([^]*?)^## /m.exec(readme) ?? [];
const [ofFile = '', ofMap = ''] = [...section.matchAll(/```html\n([^]*?)```/g)].map(
  ([, example]) => example!,
);
const [importMap = ''] = /<script type="importmap">[^]*?<\/script>/.exec(ofMap) ?? [];
const { imports } = JSON.parse(importMap.replaceAll(/<[^>]*>/g, '')) as {
  imports: Record<string, string>;
};

let folder: PageFolder;
const inFolder = (path: string): string => join(folder.path, path);

beforeAll(async () => {
  folder = await createPageFolder();
});

afterAll(() => folder?.[Symbol.asyncDispose]());

describe('the file for pages', () => {
  test('exports everything that the package exports', async () => {
    const keys = async (path: string): Promise<string[]> =>
      Object.keys((await import(pathToFileURL(inFolder(path)).href)) as object);
    const exported = await keys('/node_modules/@batch-status/fetch/dist/index.js');
    expect(exported).toContain('watch');
    expect(await keys(file)).toEqual(exported);
  });

  test.each(['browser.js', 'browser.d.ts'])('imports nothing: %s', async (name) => {
    const code = await readFile(inFolder(file.replace('browser.js', name)), 'utf8');
    expect(ts.preProcessFile(code, true, true).importedFiles).toEqual([]);
  });

  test('contains the license of each package in it', async () => {
    const [comment = ''] = (await readFile(inFolder(file), 'utf8')).split('*/', 1);
    const others = Object.keys(imports).filter((name) => !name.startsWith('@batch-status/'));
    expect(others).toEqual(['openapi-fetch', 'tinyqueue']);
    const licenses = others.map((name) => inFolder(`/node_modules/${name}/LICENSE`));
    for (const path of [fromRoot('LICENSE'), ...licenses]) {
      expect(comment).toContain((await readFile(path, 'utf8')).trim());
    }
  });

  test('is at most as large as the README says', async () => {
    const [, kilobytes] = /at most ([\d.]+) kB gzipped/.exec(section) ?? [];
    const size = gzippedSize(await readFile(inFolder(file)));
    expect(size / 1000).toBeLessThanOrEqual(Number(kilobytes));
  });

  test('has a source map with the sources', async () => {
    const code = await readFile(inFolder(file), 'utf8');
    expect(code).toMatch(/\n\/\/# sourceMappingURL=browser\.js\.map$/);
    const map = JSON.parse(await readFile(inFolder(`${file}.map`), 'utf8')) as {
      sources: string[];
      sourcesContent: string[];
    };
    expect(map.sources.filter((source) => !source.startsWith('../'))).toEqual([]);
    expect(map.sourcesContent.filter(Boolean)).toHaveLength(map.sources.length);
  });
});

const executablePath = findChromium();

describe.skipIf(!executablePath)('a page in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
    });
  });

  afterAll(() => browser?.close());

  /** Opens a page, and waits until its script has set the title to what it found. */
  async function titleOf(page: string): Promise<{ title: string; requested: string[] }> {
    const html = `<link rel="icon" href="data:," /><title>Loading…</title>${page}`;
    const server = await servePages(folder.path, { '/page.html': html });
    onTestFinished(server.close);
    const tab = await browser.newPage();
    onTestFinished(() => tab.close());
    // The configuration of the tests ends what hangs.
    tab.setDefaultTimeout(0);
    const failed = new Promise<never>((_, reject) => {
      tab.on('pageerror', reject);
      tab.on('console', (message) => {
        if (message.type() === 'error') reject(new Error(message.text()));
      });
    });
    failed.catch(() => undefined);
    const changed = tab
      .goto(`${server.url}/page.html`)
      .then(() => tab.waitForFunction("document.title !== 'Loading…'"));
    await Promise.race([changed, failed]);
    return { title: await tab.title(), requested: server.requested };
  }

  test('runs the example of the file, and loads nothing else', async () => {
    const { title, requested } = await titleOf(ofFile);
    expect(title).toBe('complete: 150 of 150');
    const status = '/api/v1/api/batch-calls/batch_7891011121314/status';
    expect(requested).toEqual(['/page.html', file, status]);
  });

  test('runs the example of the import map, and loads each of its five modules', async () => {
    const { title, requested } = await titleOf(ofMap);
    expect(title).toBe('145 of 150 calls completed');
    expect(Object.keys(imports)).toHaveLength(5);
    expect(requested).toEqual(expect.arrayContaining(Object.values(imports)));
  });

  test.each([
    ['the file', '', file],
    ['the import map', importMap, '@batch-status/fetch'],
  ])('calls, watches, and monitors by %s', async (_, map, specifier) => {
    const { title } = await titleOf(`
      ${map}
      <script type="module">
        import * as batchStatus from '${specifier}';
        const client = batchStatus.createBatchStatusClient({ baseUrl: '/api' });
        const found = [batchStatus.isBatchStatus(await client.getBatchStatus('a'))];
        const raw = batchStatus.createRawClient(client);
        const { data } = await raw.GET('/v1/api/batch-calls/{batchId}/status', {
          params: { path: { batchId: 'b' } },
        });
        found.push(data.completed);
        for await (const { phase } of batchStatus.watch(client, 'c')) found.push(phase);
        found.push((await batchStatus.waitUntilComplete(client, 'd')).total);
        const monitor = batchStatus.createMonitor(client);
        monitor.add('e');
        monitor.end();
        for await (const { type, batchId } of monitor) {
          if (type === 'update') found.push(batchId);
        }
        try {
          await client.getBatchStatus('');
        } catch (error) {
          found.push(batchStatus.isBatchStatusError(error, 'invalid_argument'));
        }
        document.title = found.join();
      </script>`);
    expect(title).toBe('true,145,complete,150,e,true');
  });
});
