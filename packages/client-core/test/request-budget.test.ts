import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError, NetworkError } from '../src/index.ts';
import { RequestBudget } from '../src/monitor/request-budget.ts';

const refusal = (retryAfter?: number): ApiError =>
  new ApiError('rate_limited', 'too many', { status: 429, retryAfter });
const lost = new NetworkError('no answer');

/** Sends as many requests as the budget allows until a time, and returns when. */
function spendUntil(budget: RequestBudget, from: number, until: number): number[] {
  const sent: number[] = [];
  for (let now = from; now <= until; now = Math.max(now, budget.readyAt)) {
    if (budget.readyAt > now) continue;
    budget.spend(now);
    sent.push(now);
  }
  return sent;
}

describe('a budget of requests', () => {
  test('never allows more than the limit in any second', () => {
    const event = fc.record({
      pause: fc.nat({ max: 700 }),
      outcome: fc.constantFrom('answer', 'refusal', 'failure', 'nothing'),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(event), (perSecond, events) => {
        const budget = new RequestBudget(perSecond);
        const sent: number[] = [];
        let now = 0;
        for (const { pause, outcome } of events) {
          now += pause;
          while (budget.readyAt <= now) {
            budget.spend(now);
            sent.push(now);
          }
          const failed = { sentAt: now, now, random: 0 };
          if (outcome === 'answer') budget.succeeded();
          if (outcome === 'refusal') budget.failed(refusal(), failed);
          if (outcome === 'failure') budget.failed(lost, failed);
        }
        const windows = sent.slice(perSecond).map((time, index) => time - sent[index]!);
        expect(Math.min(...windows)).toBeGreaterThanOrEqual(1_000);
      }),
    );
  });

  test('can be used completely while nothing is refused', () => {
    expect(spendUntil(new RequestBudget(50), 0, 9_999)).toHaveLength(500);
    expect(spendUntil(new RequestBudget(0.1), 0, 59_999)).toHaveLength(6);
  });

  test('assumes a transit time until more is known', () => {
    const budget = new RequestBudget(1);
    const { settled } = budget.spend(0);
    expect(budget.readyAt).toBe(1_050);
    settled(20);
    // The clock rounds down to a millisecond.
    expect(budget.readyAt).toBe(1_021);
  });

  test('counts a second from when a request was sent, if that is known', () => {
    const noticed = new RequestBudget(1);
    const { sent, settled } = noticed.spend(0);
    sent(300);
    expect(noticed.readyAt).toBe(1_350);
    settled(700);
    expect(noticed.readyAt).toBe(1_350);
    const measured = new RequestBudget(1);
    measured.spend(0).settled(700, 400);
    expect(measured.readyAt).toBe(1_350);
    const quick = new RequestBudget(1);
    quick.spend(0).settled(320, 20);
    expect(quick.readyAt).toBe(1_321);
  });

  test('counts a second from the end of a request if its sending time is unknown', () => {
    const budget = new RequestBudget(1);
    budget.spend(0).settled(700);
    expect(budget.readyAt).toBe(1_701);
  });

  test('does not accept a sending time before the request', () => {
    const budget = new RequestBudget(1);
    budget.spend(1_000).settled(1_100, 5_000);
    expect(budget.readyAt).toBe(2_050);
  });

  test('does not let an older request change the time of a newer one', () => {
    const budget = new RequestBudget(1);
    const slow = budget.spend(0);
    const later = budget.spend(1_400);
    slow.settled(1_410, 1_400);
    expect(budget.readyAt).toBe(2_450);
    later.settled(1_500, 60);
    expect(budget.readyAt).toBe(2_490);
  });

  test('allows fewer requests per second with a longer transit time', () => {
    const after = (duration: number | undefined, latency: number): number => {
      const budget = new RequestBudget(105);
      for (let nth = 0; nth < 200; nth += 1) {
        budget.spend(nth * 5_000).settled(nth * 5_000 + latency, duration);
      }
      return budget.perSecond;
    };
    expect(new RequestBudget(105).perSecond).toBe(105);
    expect(after(3_000, 3_000)).toBeCloseTo(100, 1);
    expect(after(19, 19)).toBeCloseTo(102.94, 1);
    expect(after(undefined, 499)).toBeCloseTo(70, 1);
  });

  test('pauses after a refusal for its Retry-After, or backs off', () => {
    const budget = new RequestBudget(10);
    budget.failed(refusal(30_000), { sentAt: 0, now: 50, random: 0 });
    expect(budget.readyAt).toBe(30_050);
    budget.succeeded();
    budget.failed(refusal(), { sentAt: 40_000, now: 40_050, random: 0.5 });
    expect(budget.readyAt).toBe(40_050 + 375);
  });

  test('counts refusals of concurrent requests once', () => {
    const [one, ten] = [1, 10].map((refusals) => {
      const budget = new RequestBudget(50);
      for (let nth = 0; nth < refusals; nth += 1) {
        budget.failed(refusal(), { sentAt: 0, now: 50 + nth, random: 0 });
      }
      return spendUntil(budget, 10_000, 10_999).length;
    });
    expect(one).toBe(35);
    expect(ten).toBe(one);
  });

  test('recovers one request per second with each second of successes', () => {
    const budget = new RequestBudget(50);
    budget.failed(refusal(), { sentAt: 0, now: 50, random: 0 });
    for (let nth = 0; nth < 36; nth += 1) budget.succeeded();
    expect(spendUntil(budget, 10_000, 10_999)).toHaveLength(36);
    for (let nth = 0; nth < 1_000; nth += 1) budget.succeeded();
    expect(spendUntil(budget, 20_000, 20_999)).toHaveLength(50);
  });

  test('always allows one request, after any number of refusals', () => {
    const budget = new RequestBudget(50);
    for (let now = 0; now < 100_000; now += 1_000) {
      budget.failed(refusal(), { sentAt: now, now, random: 0 });
    }
    expect(spendUntil(budget, 200_000, 209_999)).toHaveLength(10);
  });

  test('treats four successive failures as an outage, but not one among successes', () => {
    const budget = new RequestBudget(10);
    const fail = (at: number): void => budget.failed(lost, { sentAt: at, now: at, random: 0 });
    for (const at of [1, 2, 3]) fail(at);
    expect(budget.readyAt).toBeLessThanOrEqual(3);
    budget.succeeded();
    fail(4);
    expect(budget.readyAt).toBeLessThanOrEqual(4);
    for (const at of [5, 6, 7]) fail(at);
    expect(budget.readyAt).toBe(7 + 2_000);
    for (const at of [3_000, 6_000, 9_000]) fail(at);
    expect(budget.readyAt).toBe(9_000 + 2_000);
  });
});
