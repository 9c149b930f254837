import { describe, expect, test } from 'vitest';
import { executablePath, open, useBrowser } from './browser.ts';
import { completeUpdate, pending, start, updateOf } from './reports.ts';

const element = '<batch-progress batch-id="demo"></batch-progress>';

describe.skipIf(!executablePath)('a page in Chromium', () => {
  useBrowser();

  test('draws a segment for each count, with visible ones for the smallest', async () => {
    const { page, update } = await open(element);
    await update(updateOf());
    const widths = await page
      .locator('.batch-bar > :visible')
      .evaluateAll((segments) => segments.map((segment) => segment.clientWidth));
    expect(widths).toHaveLength(4);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(3);
    const names = await page
      .locator('.batch-bar > :visible')
      .evaluateAll((segments) => segments.map((segment) => segment.className));
    expect(names).toEqual(['batch-completed', 'batch-failed', 'batch-active', 'batch-waiting']);
  });

  test('describes the bar to screen readers, and announces no change', async () => {
    const { page, update } = await open(element);
    const bar = page.getByRole('progressbar', { name: 'Batch demo' });
    expect(await bar.getAttribute('aria-valuenow')).toBe(null);
    expect(await bar.getAttribute('aria-valuetext')).toBe('No data yet');
    await update(updateOf());
    expect(await bar.getAttribute('aria-valuenow')).toBe('84');
    expect(await bar.getAttribute('aria-valuetext')).toBe('8,412 of 10,000 calls done, running');
    expect(await page.locator('[aria-live], [role=status], [role=alert]').count()).toBe(0);
    await update(undefined);
    expect(await bar.getAttribute('aria-valuenow')).toBe(null);
  });

  test('writes numbers in the language of the element or of the document', async () => {
    const { page, shows, update } = await open(`<div lang="en-IN">${element}</div>`, {
      lang: 'de',
    });
    await update(updateOf({ batch: { total: 200_000 } }));
    expect(await shows('done', '8,412 of 2,00,000 calls done')).toBe(true);
    await page.locator('div[lang]').evaluate((node) => node.removeAttribute('lang'));
    await update(updateOf({ batch: { total: 200_000 } }));
    expect(await shows('done', '8.412 of 200.000 calls done')).toBe(true);
    await page.locator('html').evaluate((node) => node.setAttribute('lang', 'en_US'));
    await update(updateOf());
    expect(await shows('phase', 'running')).toBe(true);
  });

  test('honors the property that was set before the element was defined', async () => {
    const { page, shows } = await open(element, { script: 'bar' });
    await page
      .locator('batch-progress')
      .evaluate((node, update) => Object.assign(node, { update }), updateOf());
    await page.evaluate(`import('/index.js')`);
    expect(await shows('done', '8,412 of 10,000 calls done')).toBe(true);
  });

  test('may load the element twice', async () => {
    const { page, shows, update } = await open(element);
    await page.evaluate(`import('/index.js?again')`);
    await update(updateOf());
    expect(await shows('phase', 'running')).toBe(true);
  });

  test('hears each update, and once that the batch is complete', async () => {
    const { page, update } = await open(element);
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      for (const name of ['batch-update', 'batch-complete', 'batch-error']) {
        document.addEventListener(name, (event) => {
          const { type, detail, composed } = event as CustomEvent<{ type: string }>;
          heard.push([type, detail.type, composed]);
        });
      }
    });
    const failure = { type: 'error', batchId: 'demo', code: 'forbidden', message: 'No.' };
    for (const report of [pending(), updateOf(), completeUpdate(), completeUpdate(), failure]) {
      await update(report);
    }
    expect(await page.evaluate('heard')).toEqual([
      ['batch-update', 'update', true],
      ['batch-update', 'update', true],
      ['batch-complete', 'update', true],
      ['batch-update', 'update', true],
      ['batch-error', 'error', true],
    ]);
  });

  test('shows nothing of a batch after the id changed, and nothing of another batch', async () => {
    const { page, shows, update, text } = await open(element);
    await update(updateOf());
    await page.locator('batch-progress').evaluate((node) => node.setAttribute('batch-id', 'b'));
    expect(await shows('done', 'No data yet')).toBe(true);
    await update(updateOf());
    expect(await text('done')).toBe('No data yet');
    await update(updateOf({ batchId: 'b' }));
    expect(await text('done')).toBe('8,412 of 10,000 calls done');
  });

  test('shows how old the data is while a problem lasts', async () => {
    const { page, text, update } = await open(element);
    const problem = { code: 'network', message: 'GET /status got no response.' } as const;
    await update(updateOf({ receivedAt: start - 20_000, nextCheckAt: start + 5000, problem }));
    expect(await text('note')).toBe('Data 20 s old. GET /status got no response.');
    await page.clock.fastForward(200_000);
    expect(await text('note')).toBe('Data 4 min old. GET /status got no response.');
    // A program that sets the property need not set it again while nothing changes.
    await update(updateOf());
    await page.clock.fastForward(200_000);
    expect(await text('note')).toBe('');
  });

  test('computes no age from a clock that is wrong by a day', async () => {
    const { text, update } = await open(element);
    const problem = { code: 'network', message: 'No response.' } as const;
    const day = 86_400_000;
    const notes: string[] = [];
    for (const receivedAt of [start - day, start + day]) {
      await update(updateOf({ receivedAt, nextCheckAt: receivedAt + 30_000, problem }));
      notes.push(await text('note'));
    }
    expect(notes).toEqual(['Data 30 s old. No response.', 'No response.']);
  });

  const odd = { toString: 1 };

  test('draws a batch whatever its counts and its status are', async () => {
    const { page, text, update } = await open(element);
    const drawn: [batch: object, done: string, phase: string][] = [
      [{ completed: 0, failed: 0, active: 0, waiting: 0, total: 0 }, '0 of 0', 'running'],
      [{ total: 100 }, '8,412 of 100', 'running'],
      [{ completed: 1e15 }, '1,000,000,000,000,003 of 10,000', 'running'],
      [{ status: '<b>on hold</b>😀' }, '8,412 of 10,000', 'running (<b>on hold</b>😀)'],
    ];
    const found: typeof drawn = [];
    const bar = page.locator('.batch-bar');
    for (const [batch] of drawn) {
      await update(updateOf({ batch }));
      const done = (await text('done')).replace(' calls done', '');
      found.push([batch, done, await text('phase')]);
      expect(await bar.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    }
    expect(found).toEqual(drawn);
    expect(await page.locator('.phase *').count()).toBe(0);
  });

  test('keeps the last batch if an update cannot be read', async () => {
    const { page, text, update } = await open(element);
    await update(updateOf());
    const { batch, progress } = updateOf();
    const updates: object[] = [
      ...['x', undefined, -1, odd].map((completed) => ({ batch: { ...batch, completed } })),
      { batch: { ...batch, status: odd } },
      { batch: undefined },
      { progress: undefined },
      { progress: { ...progress, done: 'x' } },
      { progress: { ...progress, timeLeft: odd } },
      { progress: { ...progress, timeLeft: { ...progress.timeLeft, likely: odd } } },
      { progress: { ...progress, timeLeft: { ...progress.timeLeft, confidence: odd } } },
      { receivedAt: odd },
      { problem: { message: odd } },
    ];
    const found: string[] = [];
    for (const members of updates) {
      await update({ ...updateOf({ phase: 'draining' }), ...members });
      found.push([await text('done'), await text('phase'), await text('note')].join(' '));
    }
    const kept = '8,412 of 10,000 calls done running Unreadable data.';
    expect(found).toEqual(updates.map(() => kept));
    await page.clock.fastForward(40_000);
    expect(await text('note')).toBe('Data 40 s old. Unreadable data.');
  });

  test('shows an unknown phase and any id as text', async () => {
    const id = '<b>😀"\'&lt;';
    const { page, update, text } = await open('<batch-progress></batch-progress>');
    await page
      .locator('batch-progress')
      .evaluate((node, to) => node.setAttribute('batch-id', to), id);
    await update(updateOf({ batchId: id, phase: '<i>x</i>' as never }));
    expect(await text('phase')).toBe('<i>x</i>');
    expect(await page.getByRole('progressbar').getAttribute('aria-label')).toBe(`Batch ${id}`);
  });

  test('keeps its layout while counts change', async () => {
    const { page, update } = await open(element);
    for (const width of [360, 2000]) {
      await page.setViewportSize({ width, height: 600 });
      const boxes = new Set<string>();
      for (let completed = 0; completed <= 10_000; completed = completed * 7 + 1) {
        const { progress } = updateOf();
        const timeLeft = completed % 2 ? progress.timeLeft : undefined;
        const batch = { completed, failed: 0, active: 0, waiting: 10_000 - completed };
        await update(updateOf({ batch, progress: { ...progress, timeLeft } as never }));
        const found = await page.locator('.text > *, .counts > *, .note').evaluateAll((nodes) =>
          nodes.map((node) => {
            const { x, y, height } = node.getBoundingClientRect();
            return [x, y, height];
          }),
        );
        boxes.add(JSON.stringify(found));
      }
      expect([...boxes]).toHaveLength(1);
    }
  });

  test('fits into 120 px', async () => {
    const { page, update } = await open(`<div id="box">${element}</div>`);
    const box = page.locator('#box');
    await box.evaluate((node) => {
      node.style.width = '120px';
    });
    await update(updateOf());
    await update({ type: 'error', message: `GET /${'x'.repeat(500)} failed.` });
    expect(await box.evaluate((node) => node.scrollWidth)).toBe(120);
    const note = page.locator('.note');
    expect(await note.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
  });

  test('draws from right to left in a right-to-left page', async () => {
    const { page, update } = await open(`<div dir="rtl">${element}</div>`);
    await update(updateOf());
    const [completed, waiting] = await page
      .locator('.batch-bar > :visible')
      .evaluateAll((nodes) =>
        [nodes[0]!, nodes.at(-1)!].map((node) => node.getBoundingClientRect().x),
      );
    expect(completed).toBeGreaterThan(waiting!);
  });

  test('draws in its colors, in those of a page, and in those of the system', async () => {
    const { page, update } = await open(element);
    await update(updateOf());
    const colors = (): Promise<string[]> =>
      page
        .locator('.batch-bar > *')
        .evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).backgroundColor));
    const gray = 'rgba(136, 136, 136, 0.267)';
    const [blue, orange, yellow] = ['rgb(0, 114, 178)', 'rgb(213, 94, 0)', 'rgb(230, 159, 0)'];
    const none = 'rgba(0, 0, 0, 0)';
    expect(await colors()).toEqual([blue, orange, yellow, gray, none]);
    await page.locator('batch-progress').evaluate((node: HTMLElement) => {
      node.style.setProperty('--batch-completed', 'green');
      node.style.setProperty('--batch-unaccounted', 'red');
    });
    const own = await colors();
    expect(own).toEqual(['rgb(0, 128, 0)', orange, yellow, gray, 'rgb(255, 0, 0)']);
    await page.emulateMedia({ forcedColors: 'active' });
    const forced = await colors();
    expect(forced.filter((color, index) => color === own[index])).toEqual([]);
  });
});
