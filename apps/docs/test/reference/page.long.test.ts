import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { axeFaults } from '../axe.ts';
import { chromiumPath } from '../open-page.ts';
import { linksOfRedoc, unreachedBy } from './copied-links.ts';
import { HostedReference, settle } from './hosted-reference.ts';
import { unfixable, unfixableInMenus } from './unfixable.ts';

describe.skipIf(!chromiumPath)('a page in Chromium', () => {
  let reference: HostedReference;
  beforeAll(async () => {
    reference = await HostedReference.start();
  });
  afterAll(() => reference?.[Symbol.asyncDispose]());

  test('every link that can be copied leads to its place', async () => {
    await using opened = await reference.open();
    await settle(opened.page);
    const links = await linksOfRedoc(opened.page);
    expect(links.length).toBeGreaterThan(30);
    expect(await unreachedBy(reference.browser, links)).toEqual([]);
  });

  describe.each(['light', 'dark'] as const)('in %s colors', (colorScheme) => {
    test.each([1280, 390])('axe finds nothing, %i wide', async (width) => {
      const options = { colorScheme, viewport: { width, height: 900 } };
      await using opened = await reference.open('', options);
      await settle(opened.page);
      expect(await axeFaults(opened.page)).toEqual(unfixable);
      await using text = await reference.open('text/', options);
      expect(await axeFaults(text.page)).toEqual([]);
    });

    test('axe finds nothing in any tab, example, or sample', async () => {
      await using opened = await reference.open('', { colorScheme });
      const { page } = opened;
      await settle(page);
      for (const name of ['304', '404', '429', '5XX']) {
        await page.getByRole('tab', { name, exact: true }).click();
        expect([name, await axeFaults(page)]).toEqual([name, unfixable]);
      }
      await page.getByRole('tab', { name: '200', exact: true }).click();
      for (const name of ['FailedCall', 'OtherCall']) {
        await page.getByRole('tab', { name, exact: true }).click();
        expect([name, await axeFaults(page)]).toEqual([name, unfixable]);
      }
      await page.getByRole('button', { name: 'View security details' }).click();
      await page.getByRole('dialog', { name: 'Security' }).waitFor();
      expect(await axeFaults(page)).toEqual(unfixable);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByPlaceholder('Search docs').fill('averageCallDuration');
      await page.getByText('response 200 fields').waitFor();
      expect(await axeFaults(page)).toEqual(unfixable);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'curl', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Deno' }).waitFor();
      const inMenu = (await axeFaults(page)).filter((fault) => !unfixableInMenus.test(fault));
      expect(inMenu).toEqual(unfixable);
    });
  });

  test.each<[string, string, string]>([
    ['a color that is hard to read', 'html.light .tag-get {', 'html.light .tag {'],
    ['a target that is too small', '--code-line-height: 24px', '--code-line-height: 18px'],
  ])('axe finds %s', async (_, from, to) => {
    await using opened = await reference.open(await reference.changed(from, to));
    await settle(opened.page);
    expect(await axeFaults(opened.page)).not.toEqual(unfixable);
  });
});
