import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { refused, SimulatedService } from '../simulated-service.ts';
import { emulator } from '../terminal-emulator.ts';

const unreachable = 1;
const failing = 2;

const running = {
  ...{ status: 'processing', isComplete: false, waiting: 20, active: 5, completed: 70, failed: 5 },
  total: 100,
};

/** Watches batches for some minutes, and returns what the terminal shows every few seconds. */
async function frames(
  columns: number,
  count: number,
): Promise<{ ids: string[]; seen: string[][] }> {
  const service = new SimulatedService();
  const ids = Array.from({ length: count }, (_, index) => `batch_78910111213${14 + index}`);
  for (const [index, id] of ids.entries()) {
    const calls = 40 + 7 * index;
    service.add(id, { calls, concurrency: 5, failureRate: 0.2, meanCallDuration: 20 });
  }
  if (count > 1) {
    service.answer(ids[unreachable]!, () => refused);
    service.answer(ids[failing]!, (nth) => (nth < 2 ? { status: 200, body: running } : refused));
  }
  const { terminal, text } = emulator(columns, 24);
  const interrupt = new AbortController();
  const { running: watching } = await service.start(['watch', ...ids], {
    terminal,
    signal: interrupt.signal,
  });
  const seen: string[][] = [];
  // Not a divisor of any pause between two requests.
  const step = count > 5 ? 7 : 1;
  for (let second = 0; second < count * 4 + 60; second += step) {
    await service.clock.advance(step * 1000);
    seen.push(await text());
  }
  interrupt.abort('SIGINT');
  await service.clock.run(watching);
  return { ids, seen };
}

/** Where the next request is announced, and the counts, in the lines without a problem. */
function columnsIn(lines: string[], pattern: RegExp): number[] {
  return lines.flatMap((line) => {
    const isPlain = / (running|queued|draining) /.test(line) && !line.includes('network');
    const match = isPlain ? pattern.exec(line) : null;
    return match ? [stringWidth(line.slice(0, match.index + match[0].length))] : [];
  });
}

/** Defines the tests of a terminal with this many batches, for each width. */
export function describeSteadyTerminal(count: number): void {
  describe(`a terminal with ${count} batches`, () => {
    test.each([40, 60, 80, 120])('and %i columns', async (columns) => {
      const { ids, seen } = await frames(columns, count);
      const shown = Math.min(count, 22);
      for (const lines of seen) {
        expect(lines.length).toBe(count > 23 ? 23 : count);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        for (const line of lines.slice(0, shown)) {
          // The end of an id distinguishes it from the others.
          const [id = ''] = line.split(' ');
          expect(ids.filter((each) => each.endsWith(id.split('…').at(-1)!))).toHaveLength(1);
          expect(stringWidth(id)).toBeGreaterThanOrEqual(12);
        }
      }
      const wrong = count > 1 ? [unreachable, failing].map((index) => ids[index]!.slice(-6)) : [];
      const problems = seen
        .at(-1)!
        .filter((line) => / network, (next (in )?\d+ ?[sm]|due now)/.test(line));
      expect(problems.map((line) => line.split(' ')[0]!.slice(-6))).toEqual(wrong);
      // After the first responses, columns stay where they are.
      const later = seen.slice(-40);
      for (const pattern of [/next (in )?/, / \d+\/\d+/]) {
        const places = new Set(later.flatMap((lines) => columnsIn(lines, pattern)));
        expect(places.size).toBeLessThanOrEqual(1);
      }
    });
  });
}
