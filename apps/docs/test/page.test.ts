import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildPage } from '../src/page.ts';
import { selfContained } from '../src/self-contained.ts';
import { chromium, openTab, type Tab } from './chromium.ts';

let folder: string;
let file: string;
let page: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-docs-test-'));
  file = join(folder, 'index.html');
  await buildPage(file);
  page = await readFile(file, 'utf8');
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the file', () => {
  test('refers to nothing that a browser would load', () => {
    const markup = page.replaceAll(/<script\b[^>]*>.*?<\/script>/gs, '');
    const loaded = [
      ...markup.matchAll(
        /<(?!a\b)\w+[^>]*\s(?:src|srcset|href|data|poster)="(?!data:|#|\/)[^"]*"/g,
      ),
      ...markup.matchAll(/(?:url\(|@import)\s*["']?(?:https?:)?\/\/[^)]*/g),
      ...page.matchAll(/<script[^>]*\ssrc=[^>]*/g),
      ...page.matchAll(/\bsrc:[^,]{0,20}[`'"]https?:[^`'"]*/g),
      ...page.matchAll(/sourceMappingURL=.*/g),
      ...page.matchAll(/https?:\/\/(?:cdn|otel|fonts)\.[\w./-]*/g),
    ].map(([found]) => found);
    expect(loaded).toEqual([]);
  });

  test('forbids the browser every request to another origin', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|connect-src/);
  });

  test('reports no reader to anyone', () => {
    expect(page).toContain('"disableTelemetry":true');
  });

  test('is not built from a Redoc that nobody has looked at', () => {
    expect(() => selfContained('<html></html>')).toThrow('Redoc no longer refers to https://cdn.');
  });
});

describe('the page in Chromium', () => {
  let tab: Tab | undefined;

  beforeAll(async () => {
    if (chromium) tab = await openTab(chromium, pathToFileURL(file).href);
    else if (process.env['CI']) {
      throw new Error('There is no Chromium. Install it, or set CHROMIUM to where it is.');
    }
  }, 30_000);

  afterAll(() => tab?.close());

  /** Waits until the page shows every text; the test's time limit ends the wait. */
  async function shows(...texts: string[]): Promise<void> {
    await tab!.evaluate(`new Promise((resolve) => {
      const texts = ${JSON.stringify(texts)};
      const look = () => texts.every((text) => document.body.innerText.includes(text)) && resolve();
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
      look();
    })`);
  }

  test('shows the operation, its fields and both keys, and asks no other origin', async (context) => {
    context.skip(
      !tab,
      'There is no Chromium here: install it or set CHROMIUM. With CI set, this test fails.',
    );

    await shows('Get the progress of a batch', '/v1/api/batch-calls/{batchId}/status');
    await shows('curl -X GET', '/batch-calls/batch_7891011121314/status"', 'x-api-key: $API_KEY');
    await shows('Number of calls waiting in queue.', 'Whether the batch operation has finished.');
    await shows('The number that was called. Personal data', '"recent_calls": [');

    await tab!.evaluate(
      `[...document.querySelectorAll('button')].find((button) => button.innerText === 'View security details').click()`,
    );
    await shows('The secret key of the account.', 'x-api-key');
    await shows('Workspace identifier for the API.', 'x-workspace-id');

    await tab!.evaluate(
      `[...document.querySelectorAll('nav a, a')].find((link) => link.innerText.includes('How often to ask')).click()`,
    );
    expect(await tab!.evaluate('location.href')).toBe(
      `${pathToFileURL(file).href}#/section/how-often-to-ask`,
    );

    expect(tab!.problems).toEqual([]);
    expect(tab!.requests.filter((address) => !/^(file|data|blob):/.test(address))).toEqual([]);
  }, 20_000);
});
