import { VirtualClock } from '@batch-status/simulation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSendCall, judge, resolveSettings, type TransportReply } from '../../src/index.ts';
import { answer, batch } from '../answers.ts';

const page = 'https://page.example';
const elsewhere = 'https://service.example/a';

// The suite does the same in a browser, with real preflights.
beforeEach(() => void vi.stubGlobal('location', { href: `${page}/`, origin: page }));
afterEach(() => void vi.unstubAllGlobals());

const tagged = (): TransportReply => answer(200, batch, { etag: '"1"' });
const lost = (): never => {
  throw new Error('connection lost');
};
const hangs = (): Promise<never> => new Promise(() => undefined);

/** Calls URLs of a page in turn. Returns the condition of each request, and how each call ended. */
async function callAll(
  urls: string[],
  responses: (() => TransportReply | Promise<never>)[],
  apiKey?: () => string | Promise<never>,
): Promise<{ conditions: (string | undefined)[]; codes: string[] }> {
  const clock = new VirtualClock();
  const conditions: (string | undefined)[] = [];
  const settings = resolveSettings({ clock, retry: false, deadline: 1_000, apiKey });
  const sendCall = createSendCall(async ({ headers }) => {
    conditions.push(headers['if-none-match']);
    return responses.shift()!();
  }, settings);
  const codes: string[] = [];
  for (const url of urls) {
    const call = sendCall({ url }, judge).then(
      () => 'batch',
      ({ code }: { code: string }) => code,
    );
    codes.push(await clock.run(call));
  }
  return { conditions, codes };
}

test('a condition that may have cost a response from another origin is dropped for good', async () => {
  const urls = [elsewhere, elsewhere, elsewhere];
  expect(await callAll(urls, [tagged, lost, tagged, tagged])).toEqual({
    conditions: [undefined, '"1"', undefined, undefined],
    codes: ['batch', 'batch', 'batch'],
  });
});

test('so is one whose request to another origin gets no response before the deadline', async () => {
  const urls = [elsewhere, elsewhere, elsewhere];
  expect(await callAll(urls, [tagged, hangs, tagged])).toEqual({
    conditions: [undefined, '"1"', undefined],
    codes: ['batch', 'deadline', 'batch'],
  });
});

test.each([
  ['lost', 'network', lost],
  ['too late', 'deadline', hangs],
])('a response from the origin of the page that is %s keeps it', async (_how, code, response) => {
  const own = `${page}/api/a`;
  expect(await callAll([own, own, own], [tagged, response, tagged])).toEqual({
    conditions: [undefined, '"1"', '"1"'],
    codes: ['batch', code, 'batch'],
  });
});

test('a request without a condition that gets no response keeps those of others', async () => {
  const urls = [elsewhere, 'https://service.example/b', elsewhere];
  expect(await callAll(urls, [tagged, hangs, tagged])).toEqual({
    conditions: [undefined, undefined, '"1"'],
    codes: ['batch', 'deadline', 'batch'],
  });
});

test('a key that does not arrive before the deadline keeps the conditions', async () => {
  const keys = [() => 'key', hangs, () => 'key'];
  const urls = [elsewhere, elsewhere, elsewhere];
  expect(await callAll(urls, [tagged, tagged], () => keys.shift()!())).toEqual({
    conditions: [undefined, '"1"'],
    codes: ['batch', 'deadline', 'batch'],
  });
});
