import { axeFaults, chromiumPath, type OpenPage } from '@batch-status/chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { missingIn } from './contract-facts.ts';
import { HostedReference, redocOf, settle } from './hosted-reference.ts';
import { unfixable } from './unfixable.ts';

describe.skipIf(!chromiumPath)('a page in Chromium', () => {
  let reference: HostedReference;
  let opened: OpenPage;

  // Redoc renders everything once, for all tests.
  beforeAll(async () => {
    reference = await HostedReference.start();
    opened = await reference.open('', { colorScheme: 'dark' });
    await settle(opened.page);
  });
  afterAll(() => reference?.[Symbol.asyncDispose]());

  test('is complete as soon as it opens, from one request, with nothing in the console', async () => {
    const { page, requests } = opened;
    const shown = await redocOf(page).innerText();
    for (const text of [
      'Get the progress of a batch',
      '/v1/api/batch-calls/{batchId}/status',
      'curl --fail-with-body',
      'TRILLET_API_KEY',
      'Number of calls waiting in queue.',
      'Elsewhere: other pages put the operations under /v1 or /api/v1',
      'Guarantees',
      'completed never decreases.',
      'The number that was called. Personal data',
      '"recent_calls"',
      '429',
    ]) {
      expect(shown).toContain(text);
    }
    expect(missingIn(await page.innerText('body'), reference.facts)).toEqual([]);
    expect(requests).toEqual([reference.url()]);
    expect(opened.console).toEqual([]);
  });

  test('has every fact without JavaScript', async () => {
    await using plain = await reference.open('', { javaScriptEnabled: false });
    expect(await plain.page.locator('noscript p').isVisible()).toBe(true);
    expect(missingIn(await plain.page.innerText('body'), reference.facts)).toEqual([]);
  });

  test('search finds a property with its own description', async () => {
    const { page } = opened;
    await page.locator('[data-testid="search-trigger"]').click();
    await page.getByPlaceholder('Search docs').fill('averageCallDuration');
    const found = page.getByText('response 200 fields').locator('..').locator('..');
    expect(await found.innerText()).toContain('Average duration of completed calls in seconds');
    await page.keyboard.press('Escape');
    await page.getByPlaceholder('Search docs').waitFor({ state: 'detached' });
  });

  // The long tests look at every width and color.
  test('axe finds nothing', async () => {
    const { page } = opened;
    expect(await page.locator('html.dark').count()).toBe(1);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await axeFaults(page)).toEqual(unfixable);
  });
});
