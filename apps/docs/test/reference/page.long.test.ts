import { axeFaults, chromiumPath } from '@batch-status/chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { missingIn } from './contract-facts.ts';
import { linksOfRedoc, unreachedBy } from './copied-links.ts';
import { HostedReference, lastProperty, redocOf, settle } from './hosted-reference.ts';
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
      expect(text.requests).toEqual([reference.url('text/')]);
      expect(text.console).toEqual([]);
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

  test('find in page reaches every fact', async () => {
    await using opened = await reference.open();
    await settle(opened.page);
    const { properties, headers, credentials, statuses } = reference.facts;
    // `window.find` passes over text that is not rendered, as the dialog does.
    const missing = await opened.page.evaluate(
      (words) =>
        words.filter((word) => {
          getSelection()!.removeAllRanges();
          return !(globalThis as unknown as { find: (text: string) => boolean }).find(word);
        }),
      [...properties, ...headers, ...credentials, ...statuses, 'nowhere!'],
    );
    expect(missing).toEqual(['nowhere!']);
  });

  test('is printed with every fact', async () => {
    await using opened = await reference.open();
    await opened.page.emulateMedia({ media: 'print' });
    expect(await redocOf(opened.page).isVisible()).toBe(false);
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

  test('a request to another origin is reported', async () => {
    const file = await reference.changed(
      '<body>',
      '<body><img alt="" src="https://example.com/logo.svg">',
    );
    await using opened = await reference.open(file);
    await opened.page.locator('#redoc main').waitFor();
    expect(opened.console.join()).toContain('https://example.com/logo.svg');
  });

  describe('copied links', () => {
    test('lead to their places on any host, under a path', async () => {
      await using opened = await reference.open();
      await settle(opened.page);
      const links = await linksOfRedoc(opened.page);
      expect(links.length).toBeGreaterThan(30);
      expect(links.filter((link) => !link.startsWith(`${reference.url()}#/`))).toEqual([]);
      const some = links.filter((link) =>
        /section\/guarantees$|path=averagecallduration$|path=recent_calls\[\].*jobid$/.test(link),
      );
      expect(some.length).toBe(3);
      expect(await unreachedBy(reference.browser, some)).toEqual([]);
    });

    test('a link to a place that does not exist is noticed', async () => {
      const broken = reference.url('#/section/nowhere');
      expect(await unreachedBy(reference.browser, [broken])).toEqual([broken]);
    });

    test('a link that leaves the page is noticed', async () => {
      const file = await reference.changed(
        /href="#\/section\/guarantees"/,
        'href="/section/guarantees"',
      );
      await using opened = await reference.open(file);
      await settle(opened.page);
      const links = await linksOfRedoc(opened.page);
      expect(links.filter((link) => !link.startsWith(`${reference.url(file)}#/`))).toEqual([
        new URL('/section/guarantees', reference.host.url).href,
      ]);
    });
  });

  test('Tab reaches and leaves the skip link, search, menu, theme, layout, samples, and tabs', async () => {
    await using opened = await reference.open();
    const { page } = opened;
    await settle(page);
    const reached = new Set<string>();
    for (let count = 0; count < 60; count++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const { ariaLabel, textContent } = document.activeElement!;
          return (ariaLabel ?? textContent).trim();
        }),
      );
    }
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'Skip to content',
        'Search Ctrl+K',
        'Guarantees',
        'light',
        'Samples beside the text',
        'Samples below the text',
        'as YAML',
        'as JSON',
        'what each error means',
        'curl',
        '200',
      ]),
    );
  });

  test('keys open and leave the search, skip to the content, and change the layout', async () => {
    await using opened = await reference.open();
    const { page } = opened;
    await settle(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    const search = page.getByRole('button', { name: 'Search' });
    for (const key of ['Enter', ' ']) {
      await search.focus();
      await page.keyboard.press(key);
      const box = page.getByPlaceholder('Search docs');
      await box.waitFor();
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'detached' });
    }
    const right = page.getByTestId('right-panel').last();
    const middle = page.getByTestId('middle-panel').last();
    const isBeside = async (): Promise<boolean> =>
      (await right.boundingBox())!.x > (await middle.boundingBox())!.x;
    const before = await isBeside();
    for (const name of ['Samples below the text', 'Samples beside the text']) {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
      expect(await isBeside()).toBe(name === 'Samples beside the text');
    }
    expect(before).toBe(true);
  });

  test('keys choose a sample, and open and leave the credentials', async () => {
    await using opened = await reference.open();
    const { page } = opened;
    await settle(page);
    const focused = page.locator(':focus');
    await page.getByRole('button', { name: 'curl', exact: true }).focus();
    await page.keyboard.press('Enter');
    const labels = ['curl', 'Browser', 'Node', 'Deno', 'Bun', 'Command'];
    for (const label of labels) {
      await page.getByRole('menuitem', { name: label, exact: true }).and(focused).waitFor();
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Command', exact: true, includeHidden: true }).waitFor();
    const sample = redocOf(page).locator('pre').first();
    await sample.filter({ hasText: 'batch-status get' }).waitFor();
    await page.locator('button:focus', { hasText: 'Command' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[role="menuitem"]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Command' }).waitFor();

    await page.getByRole('button', { name: 'View security details' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Security' });
    expect(await dialog.innerText()).toContain('x-workspace-id');
    await dialog.and(focused).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Close' }).and(focused).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('button:focus', { hasText: 'View security details' }).waitFor();
  });

  test('axe finds a button without a name', async () => {
    const file = await reference.changed('<body>', '<body><button></button>');
    await using opened = await reference.open(file);
    await settle(opened.page);
    expect(await axeFaults(opened.page)).not.toEqual(unfixable);
  });
});
