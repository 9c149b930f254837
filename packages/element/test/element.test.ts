import { describe, expect, test } from 'vitest';
import { axeFaults } from './axe-faults.ts';
import { executablePath, open, useBrowser } from './browser.ts';
import { done, openStream, streaming } from './open-stream.ts';
import { openWithProxy, polling, useReferenceServer } from './open-with-proxy.ts';
import { closed, send } from './page-server.ts';
import { completeUpdate, pending, start, updateOf } from './reports.ts';

const element = '<batch-progress batch-id="demo"></batch-progress>';

describe.skipIf(!executablePath)('a page in Chromium', () => {
  useBrowser();
  useReferenceServer();

  const odd = { toString: 1 };

  test('shows the counts, the phase, and the time left of an update', async () => {
    const { page, text, update } = await open(element);
    await update(updateOf({ batch: { total: 10_100 } }));
    expect(await text('done')).toBe('8,412 of 10,100 calls done');
    expect(await text('phase')).toBe('running');
    expect(await text('time-left')).toBe('14 min left');
    expect(await text('range')).toBe('(1–67 min, low)');
    expect(await text('note')).toBe('');
    const counts = await page.locator('.counts > :visible').allInnerTexts();
    const named = ['8,409 completed', '3 failed', '20 active', '1,568 waiting', '100 unaccounted'];
    expect(counts.map((row) => row.trim())).toEqual(named);
  });

  test('says in a sentence what is wrong with a report', async () => {
    const { page, text, update } = await open(element);
    const unreadable = 'Unreadable data.';
    const problem = { message: 'GET /status returned 502.' };
    const notes: [report: unknown, note: string][] = [
      ['<img src=x onerror=alert(1)>', unreadable],
      [5, unreadable],
      [{ type: 'update' }, unreadable],
      [{ type: 'update', batch: {} }, unreadable],
      [{ type: 'update', batch: {}, progress: {} }, unreadable],
      [{ type: odd, batchId: 'demo' }, unreadable],
      [{ type: 'error', message: '<b>No.</b>' }, '<b>No.</b>'],
      [{ type: 'error', message: odd }, unreadable],
      [{ type: 'pending' }, ''],
      [{ type: 'pending', problem }, problem.message],
      [{ type: 'pending', problem: 'x' }, ''],
      [null, ''],
    ];
    const found: typeof notes = [];
    for (const [report] of notes) {
      await update(report);
      found.push([report, await text('note')]);
    }
    expect(found).toEqual(notes);
    expect(await text('done')).toBe('No data yet');
    expect(await page.locator('.note *').count()).toBe(0);
  });

  test('has nothing that axe finds, in light, dark, and forced colors', async () => {
    const problem = { code: 'network', message: 'GET /status got no response.' } as const;
    const states = [
      ...[undefined, pending(), { ...pending(), problem }, updateOf(), completeUpdate(), 'x'],
      updateOf({ receivedAt: start - 20_000, nextCheckAt: start + 5000, problem }),
      updateOf({ phase: 'stalled', batch: { total: 20_000, status: 'on_hold' } }),
      { type: 'error', code: 'forbidden', message: 'GET /status returned 403.' },
    ];
    const { page } = await open(states.map(() => '<batch-progress></batch-progress>').join(''));
    await page.locator('batch-progress').evaluateAll((nodes, updates) => {
      nodes.forEach((node, index) => Object.assign(node, { update: updates[index] }));
    }, states);
    // axe waits.
    await page.clock.resume();
    const found: string[] = [];
    for (const media of [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { forcedColors: 'active' },
    ] as const) {
      await page.emulateMedia(media);
      found.push(...(await axeFaults(page)));
    }
    expect(found).toEqual([]);
  });

  test('says that the connection is lost and how old the data is, and recovers', async () => {
    const { page, shows, server, stream } = await openStream();
    const first = await stream.connection();
    send(first, updateOf());
    expect(await shows('done', done)).toBe(true);
    server.handlers.set('/events', (request) => request.socket.destroy());
    first.destroy();
    expect(await shows('note', /^Not connected/)).toBe(true);
    await page.clock.fastForward(40_000);
    expect(await shows('note', 'Not connected. Data 40 s old.')).toBe(true);
    server.handlers.set('/events', stream.accept);
    send(await stream.connection(), updateOf({ batch: { completed: 8500, waiting: 1477 } }));
    expect(await shows('done', '8,503 of 10,000 calls done')).toBe(true);
    expect(await shows('note', '')).toBe(true);
  });

  test('shares one connection between twenty elements, which the last one closes', async () => {
    const { page, shows, stream } = await openStream(streaming.repeat(20));
    const response = await stream.connection();
    send(response, updateOf());
    await page.waitForFunction(
      (text) =>
        [...document.querySelectorAll('batch-progress')].every(
          (node) => node.shadowRoot!.querySelector('.done')!.textContent === text,
        ),
      done,
    );
    // One that joins later gets the newest update at once, and one that moves keeps the connection.
    await page.evaluate(() => {
      const [first, second] = document.querySelectorAll('batch-progress');
      first!.before(second!.cloneNode());
      document.body.append(first!);
      second!.remove();
    });
    expect(await shows('done', done)).toBe(true);
    expect(stream.all).toHaveLength(1);
    await page.evaluate(() =>
      document.querySelectorAll('batch-progress').forEach((node) => node.remove()),
    );
    await closed(response);
    await page.evaluate((html) => {
      const node = document.createElement('batch-progress');
      node.setAttribute('src', html);
      document.body.append(node);
    }, '/events');
    send(await stream.connection(), updateOf());
    expect(await shows('done', done)).toBe(true);
  });

  test('polls a batch through a proxy until it is complete, and then sends nothing', async () => {
    const { page, server, shows } = await openWithProxy(polling.replace('running', 'ended'));
    expect(await shows('done', '50 of 50 calls done')).toBe(true);
    expect(await shows('phase', 'complete')).toBe(true);
    await page.clock.fastForward(3_600_000);
    expect(await shows('note', '')).toBe(true);
    expect(server.requests).toHaveLength(1);
  });
});

test('a server can import the elements, and nothing happens', async () => {
  expect(Object.keys(await import('../src/index.ts'))).toEqual(['BatchProgress']);
  expect(Object.keys(await import('../src/watch.ts'))).toEqual(['BatchWatch']);
});
