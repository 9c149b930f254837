import { stripVTControlCharacters } from 'node:util';
import type { ReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runCommand, startCommand, startServer, timeout, unreachableUrl } from './run-command.ts';

const faults = inject('faultServerUrl');
const often = ['--max-staleness', '0.2'];
const hideCursor = '\u001B[?25l';
/** Only a terminal that has changed its size is erased so. */
const eraseBelow = '\u001B[0J';
const showCursor = '\u001B[?25h';
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  ({ server, url } = await startServer('wide', 'narrow', 'narrowest', 'dull', 'dumb'));
});

afterAll(() => server.close());

/** The lines drawn before the summary, which wraps. */
const linesDrawn = (stdout: string): string[] =>
  stripVTControlCharacters(stdout.split(' is complete')[0]!)
    .split(/[\r\n]+/)
    .slice(0, -1);

function expectCursor(stdout: string): void {
  expect(stdout).toContain(hideCursor);
  expect(stdout.lastIndexOf(showCursor)).toBeGreaterThan(stdout.lastIndexOf(hideCursor));
}

describe.concurrent('watch, in a terminal', { timeout }, () => {
  test.each([
    ['wide', 100],
    ['narrow', 60],
    ['narrowest', 20],
  ])('draws a bar, never wider than the terminal: %s, %i columns', async (id, terminal) => {
    const { code, stdout } = await runCommand(['watch', id, ...often], url, { terminal });
    expect(code).toBe(0);
    const lines = linesDrawn(stdout);
    expect(lines.some((line) => /█+.*40\/40/.test(line))).toBe(true);
    expect(lines.filter((line) => line.length > terminal)).toEqual([]);
    // A line that did not fit would go on in the next.
    expect(lines.filter((line) => !/\d\/40|asking$/.test(line))).toEqual([]);
    expect(stdout).toContain(`${id} is complete: completed`);
    expectCursor(stdout);
  });

  test('has colours unless NO_COLOR is set, and ASCII where the locale has no more', async () => {
    const args = ['watch', 'dull', ...often];
    const env = { NO_COLOR: '1', LANG: 'C' };
    const { stdout } = await runCommand(args, url, { terminal: 100, env });
    // oxlint-disable-next-line no-control-regex -- colours are what is looked for
    expect(stdout).not.toMatch(/\u001B\[[\d;]*m/);
    expect(linesDrawn(stdout).join('')).toMatch(/^[\u0020-\u007E]+$/);
    expect(stdout).toMatch(/dull complete #+x+ 40\/40/);
  });

  test('prints line by line where the terminal can do no more', async () => {
    const args = ['watch', 'dumb', ...often];
    const { stdout } = await runCommand(args, url, { terminal: 100, env: { TERM: 'dumb' } });
    expect(stdout).toContain('dumb queued: 0 of 40 done');
    expect(stdout).not.toContain('\u001B');
  });

  test('draws anew in the width that a resized terminal has', async () => {
    const watch = startCommand(['watch', 'long', 'any'], url, { terminal: 100 });
    await watch.printed('active');
    await watch.resize(40, 24);
    await watch.printed(eraseBelow);
    await watch.resize(50, 24);
    watch.interrupt();
    const { stdout } = await watch.finished;
    const [before = '', ...after] = stdout.split(eraseBelow);
    const widest = (text: string): number =>
      Math.max(
        ...stripVTControlCharacters(text)
          .split(/[\r\n]+/)
          .map(({ length }) => length),
      );
    expect(widest(before)).toBeGreaterThan(50);
    expect(widest(after.join('\n').split('^C')[0]!)).toBeLessThanOrEqual(50);
    expectCursor(stdout);
  });

  test('leaves the line standing and the cursor visible on Ctrl-C', async () => {
    const watch = startCommand(['watch', 'long'], url, { terminal: 100 });
    await watch.printed('active');
    watch.interrupt();
    const { code, stdout } = await watch.finished;
    expect(code).toBe(130);
    expect(stripVTControlCharacters(stdout)).toMatch(
      /long draining .*0\/5 .*active[\s\S]*Stopped\. .*batch-status watch long\s*$/,
    );
    expectCursor(stdout);
  });

  test('ends on Ctrl-C before there is an answer', async () => {
    const watch = startCommand(['watch', 'never-answered~cli'], faults, { terminal: 80 });
    await watch.printed('asking');
    watch.interrupt();
    const { code, stdout } = await watch.finished;
    expect(code).toBe(130);
    expectCursor(stdout);
  });

  test('says why there is no answer yet, within the terminal', async () => {
    const watch = startCommand(['watch', 'any'], await unreachableUrl(), { terminal: 20 });
    await watch.printed('no answer yet: netwo');
    watch.interrupt();
    const { stdout } = await watch.finished;
    const lines = stripVTControlCharacters(stdout.split('^C')[0]!).split(/[\r\n]+/);
    expect(new Set(lines)).toEqual(new Set(['any asking', 'no answer yet: netwo', '']));
    expectCursor(stdout);
  });

  test('leaves the cursor visible when it ends with an error', async () => {
    const { code, stdout } = await runCommand(['watch', 'unauthorized~terminal'], faults, {
      terminal: 80,
    });
    expect(code).toBe(5);
    expect(stdout).toContain('batch-status: GET ');
    expectCursor(stdout);
  });
});
