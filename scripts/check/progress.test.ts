import { expect, test } from 'vitest';
import { formatSeconds, Progress, type Screen, type Ticker } from './progress.ts';

/** A clock that a test moves. */
class ManualTicker implements Ticker {
  #now = 0;
  readonly #calls = new Map<() => void, { interval: number; next: number }>();

  now = (): number => this.#now;

  every = (interval: number, call: () => void): (() => void) => {
    this.#calls.set(call, { interval, next: this.#now + interval });
    return () => this.#calls.delete(call);
  };

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (; this.#now < end; this.#now += 1) {
      for (const [call, timer] of this.#calls) {
        if (timer.next !== this.#now) continue;
        timer.next += timer.interval;
        call();
      }
    }
  }
}

function setUp(options: { isTerminal: boolean }) {
  const shown: string[] = [];
  const print = (text: string): void => void shown.push(text);
  const draw = (text: string): void => void shown.push(`drawn: ${text}`);
  const screen: Screen = options.isTerminal
    ? { print, draw, interval: 1000 }
    : { print, interval: 10_000 };
  const ticker = new ManualTicker();
  return { shown, ticker, progress: new Progress(screen, ticker) };
}

test('outside a terminal, prints a line every ten seconds with the current step and its progress', async () => {
  const { shown, ticker, progress } = setUp({ isTerminal: false });
  let done = 0;
  const work = async (): Promise<string> => {
    ticker.pass(9999);
    expect(shown).toEqual([]);
    done = 4;
    ticker.pass(2);
    done = 7;
    ticker.pass(10_000);
    return 'all';
  };
  const { result, seconds } = await progress.during('tests', work, () => `${done} of 9`);
  expect([result, Math.round(seconds)]).toEqual(['all', 20]);
  expect(shown).toEqual(['· tests: 4 of 9 (10 s)', '· tests: 7 of 9 (20 s)']);
});

test('in a terminal, draws a line at once, every second, and again below printed lines', async () => {
  const { shown, ticker, progress } = setUp({ isTerminal: true });
  await progress.during('types', async () => {
    ticker.pass(1001);
    progress.print('✗ a failure');
  });
  progress.print('✓ types');
  expect(shown).toEqual([
    'drawn: · types: running (0.0 s)',
    'drawn: · types: running (1.0 s)',
    '✗ a failure',
    'drawn: · types: running (1.0 s)',
    '✓ types',
  ]);
});

test('shows nothing more of a step that has ended, even with an error', async () => {
  const { shown, ticker, progress } = setUp({ isTerminal: false });
  await expect(progress.during('types', () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  ticker.pass(60_000);
  expect(shown).toEqual([]);
});

test.each([
  [0, '0.0 s'],
  [9.94, '9.9 s'],
  [59.99, '59 s'],
  [60, '1 min 0 s'],
  [754.2, '12 min 34 s'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
