import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RequestBudget } from '../../src/polling/request-budget.ts';

/** Sends as many requests as the budget allows until a time, and returns when. */
function spendUntil(budget: RequestBudget, from: number, until: number, latency = 0): number[] {
  const sent: number[] = [];
  const ends: { at: number; settled: (now: number) => void }[] = [];
  for (let now = from; now <= until;) {
    while (ends[0] && ends[0].at <= now) {
      const { at, settled } = ends.shift()!;
      settled(at);
    }
    if (budget.readyAt <= now) {
      ends.push({ at: now + latency, settled: budget.spend(now) });
      sent.push(now);
    } else now = Math.min(budget.readyAt, ends[0]?.at ?? Infinity);
  }
  return sent;
}

describe('a budget of requests', () => {
  test('never allows more arrivals than the limit in any second, whenever requests arrive', () => {
    const request = fc.record({
      pause: fc.nat({ max: 700 }),
      latency: fc.nat({ max: 3_000 }),
      way: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(request, { maxLength: 60 }),
        (perSecond, requests) => {
          const budget = new RequestBudget(perSecond);
          const arrivals: number[] = [];
          const ends: { at: number; settled: (now: number) => void }[] = [];
          let now = 0;
          for (const { pause, latency, way } of requests) {
            now += pause;
            for (;;) {
              ends.sort((one, other) => one.at - other.at);
              while (ends[0] && ends[0].at <= now) {
                const { at, settled } = ends.shift()!;
                settled(at);
              }
              if (budget.readyAt <= now) break;
              now = Math.min(budget.readyAt, ends[0]?.at ?? Infinity);
            }
            ends.push({ at: now + latency, settled: budget.spend(now) });
            arrivals.push(now + way * latency);
          }
          const sorted = arrivals.toSorted((a, b) => a - b);
          const windows = sorted.slice(perSecond).map((time, index) => time - sorted[index]!);
          expect(Math.min(...windows)).toBeGreaterThanOrEqual(1_000);
        },
      ),
    );
  });

  test('can be used completely while responses are immediate', () => {
    expect(spendUntil(new RequestBudget(50), 0, 9_999)).toHaveLength(500);
    expect(spendUntil(new RequestBudget(0.1), 0, 59_999)).toHaveLength(6);
  });

  test('holds a slot until one second after the end of a request', () => {
    const budget = new RequestBudget(1);
    const settled = budget.spend(0);
    expect(budget.readyAt).toBe(Infinity);
    settled(700);
    // The clock rounds down to a millisecond.
    expect(budget.readyAt).toBe(1_701);
    expect(spendUntil(new RequestBudget(1), 0, 9_999, 1_000)).toHaveLength(5);
  });

  test('counts refusals of concurrent requests once', () => {
    const [one, ten] = [1, 10].map((refusals) => {
      const budget = new RequestBudget(50);
      for (let nth = 0; nth < refusals; nth += 1) budget.refused(0, 50 + nth);
      return spendUntil(budget, 10_000, 10_999).length;
    });
    expect(one).toBe(35);
    expect(ten).toBe(one);
  });

  test('recovers one request per second with each second of successes', () => {
    const budget = new RequestBudget(50);
    budget.refused(0, 50);
    for (let nth = 0; nth < 36; nth += 1) budget.succeeded();
    expect(spendUntil(budget, 10_000, 10_999)).toHaveLength(36);
    for (let nth = 0; nth < 1_000; nth += 1) budget.succeeded();
    expect(spendUntil(budget, 20_000, 20_999)).toHaveLength(50);
  });

  test.each([50, 1, 0.5])('falls to a tenth of %d at least, and recovers', (perSecond) => {
    const budget = new RequestBudget(perSecond);
    for (let now = 0; now < 100_000; now += 1_000) budget.refused(now, now);
    expect(budget.perSecond).toBeCloseTo(perSecond / 10);
    for (let nth = 0; nth < 10_000; nth += 1) budget.succeeded();
    expect(budget.perSecond).toBe(perSecond);
  });
});
