import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { listenOnLoopback } from '@batch-status/loopback';
import { chromium } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../../../scripts/chromium.ts';
import { CompressedFiles } from '../src/reference/compressed-files.ts';
import { untilShown } from '../src/reference/until-shown.ts';

test('a host compresses its files, and counts what it sends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-bench-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const page = 'text '.repeat(1000);
  await writeFile(join(folder, 'index.html'), page);
  const files = new CompressedFiles(folder);
  await using host = await listenOnLoopback(files.server);
  for (const path of ['/', '/index.html']) {
    expect(await (await fetch(`${host.url}${path}`)).text()).toBe(page);
  }
  expect((await fetch(`${host.url}/other`)).status).toBe(404);
  expect(files.sent).toBe(2 * gzipSync(page, { level: 9 }).byteLength);
});

const text = 'Average duration of completed calls';

/** Has the text in every way that no reader sees. Five frames later, it asks for a script that shows it. */
const page = `<!DOCTYPE html><p>${text}</p>
<main><p hidden>${text}</p><script>'${text}';</script><noscript>${text}</noscript></main>
<script>
let frames = 0;
requestAnimationFrame(function next() {
  if (++frames < 5) return requestAnimationFrame(next);
  const script = document.createElement('script');
  script.src = 'show.js?' + performance.now();
  document.body.append(script);
});
</script>`;

const executablePath = findChromium();

describe.skipIf(!executablePath)('a page in Chromium', () => {
  test('is measured until its readers see the text', async () => {
    let askedAfter = Infinity;
    await using host = await listenOnLoopback(
      createServer(({ url = '' }, response) => {
        const [path, time] = url.split('?');
        if (path === '/show.js') askedAfter = Number(time);
        response.setHeader('content-type', path === '/' ? 'text/html' : 'text/javascript');
        const show = `document.querySelector('main').append('${text} in seconds.');`;
        response.end(path === '/' ? page : show);
      }),
    );
    const browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
    });
    onTestFinished(() => browser.close());
    expect(await untilShown(browser, `${host.url}/`, 'main')).toBeGreaterThan(askedAfter);
  });
});
