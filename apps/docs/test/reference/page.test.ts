import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { axeFaults } from '../axe.ts';
import { chromiumPath } from '../open-page.ts';
import { missingIn } from './contract-facts.ts';
import { HostedReference, lastProperty, redocOf, settle } from './hosted-reference.ts';
import { unfixable } from './unfixable.ts';

describe.skipIf(!chromiumPath)('a page in Chromium', () => {
  let reference: HostedReference;
  beforeAll(async () => {
    reference = await HostedReference.start();
  });
  afterAll(() => reference?.[Symbol.asyncDispose]());

  test('is complete as soon as it opens, from one request, with nothing in the console', async () => {
    await using opened = await reference.open();
    const { page, requests } = opened;
    await settle(page);
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
    await using opened = await reference.open('', { javaScriptEnabled: false });
    expect(await opened.page.locator('noscript p').isVisible()).toBe(true);
    expect(missingIn(await opened.page.innerText('body'), reference.facts)).toEqual([]);
  });

  test('a script that does not fit the policy is reported', async () => {
    const file = await reference.changed('isIntersecting: true', 'isIntersecting:  true');
    await using opened = await reference.open(file);
    await opened.page.locator('#redoc main').waitFor();
    expect(opened.console.join()).toContain('violates the following Content Security Policy');
    // Without it, Redoc does not render what is below the window.
    expect(await redocOf(opened.page).innerText()).not.toContain(lastProperty);
  });

  test('search finds a property with its own description', async () => {
    await using opened = await reference.open();
    const { page } = opened;
    await settle(page);
    await page.locator('[data-testid="search-trigger"]').click();
    await page.getByPlaceholder('Search docs').fill('averageCallDuration');
    const found = page.getByText('response 200 fields').locator('..').locator('..');
    expect(await found.innerText()).toContain('Average duration of completed calls in seconds');
  });

  // The long tests look at every width and color.
  test('axe finds nothing', async () => {
    const options = { colorScheme: 'dark', viewport: { width: 390, height: 900 } } as const;
    await using opened = await reference.open('', options);
    await settle(opened.page);
    expect(await opened.page.locator('html.dark').count()).toBe(1);
    expect(await axeFaults(opened.page)).toEqual(unfixable);
    await using text = await reference.open('text/', options);
    expect(await axeFaults(text.page)).toEqual([]);
    expect(text.requests).toEqual([reference.url('text/')]);
    expect(text.console).toEqual([]);
  });
});
