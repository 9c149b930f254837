import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findChromium } from '../../../scripts/chromium.ts';
import { buildPage } from '../src/page.ts';
import { selfContained } from '../src/self-contained.ts';

let folder: string;
let file: string;
let page: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-docs-test-'));
  file = join(folder, 'index.html');
  await buildPage(file);
  page = await readFile(file, 'utf8');
});

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

  test('is not built if a new version of Redoc no longer has the address to remove', () => {
    expect(() => selfContained('<html></html>')).toThrow('Redoc no longer refers to https://cdn.');
  });
});

const executablePath = findChromium();

describe.skipIf(!executablePath)('the page in Chromium', () => {
  let browser: Browser;
  let tab: Page;
  const requests: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND'],
    });
    // Redoc renders what is near the window only, so the window holds the whole page.
    tab = await browser.newPage({ viewport: { width: 1440, height: 12_000 } });
    // The configuration of the tests ends what hangs.
    tab.setDefaultTimeout(0);
    tab.on('request', (request) => requests.push(request.url()));
    tab.on('pageerror', (error) => problems.push(error.message));
    tab.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await tab.goto(pathToFileURL(file).href);
  });

  afterAll(() => browser?.close());

  const shows = (text: string): Promise<void> => tab.getByText(text).first().waitFor();

  test('shows the operation, its fields and both keys, and asks no other origin', async () => {
    for (const text of [
      'Get the progress of a batch',
      '/v1/api/batch-calls/{batchId}/status',
      'curl -X GET',
      'Number of calls waiting in queue.',
      'Elsewhere: other pages put the operations under /v1 or /api/v1',
      'Whether the batch operation has finished.',
      // What the rules of the contract promise.
      'waiting, active, completed, and failed add up to at most total.',
      'completed never decreases.',
      'The number that was called. Personal data',
      '"recent_calls"',
    ]) {
      await shows(text);
    }
    await tab.getByText('View security details').first().click();
    await shows('The secret key of the account.');
    await shows('Workspace identifier for the API.');

    await tab.locator('a', { hasText: 'How often to poll' }).first().dispatchEvent('click');
    expect(tab.url()).toBe(`${pathToFileURL(file).href}#/section/how-often-to-poll`);

    expect(problems).toEqual([]);
    expect(requests.filter((address) => !/^(file|data|blob):/.test(address))).toEqual([]);
  });

  test('has links and examples that are dark enough to be read', async () => {
    const colors = await tab
      .locator('a[href*="rfc-editor"], .token.boolean, .th-token.th-command')
      .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).color));
    expect(colors.length).toBeGreaterThan(2);
    // Redoc's panels are all but white.
    for (const color of colors) expect(contrastToWhite(color)).toBeGreaterThan(4.7);
  });
});

/** By WCAG 2, of a color such as `rgb(20, 99, 210)`. */
function contrastToWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
