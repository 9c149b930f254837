import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Agenda, type Planned } from '../../src/polling/agenda.ts';

const never = Infinity;
const planned = (since: number, pause: number, notBefore = since + pause): Planned => ({
  ...{ since, notBefore, pause },
  ...{ urgentFrom: never, urgentPause: pause },
});

function agendaOf(items: readonly Planned[], longestWait = never): Agenda<Planned> {
  const agenda = new Agenda<Planned>(longestWait);
  for (const item of items) agenda.push(item);
  return agenda;
}

const items = fc.array(
  fc.record({
    since: fc.nat({ max: 100_000 }),
    pause: fc.integer({ min: 1_000, max: 4_000_000 }),
    haste: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 50 },
);
const toPlanned = (drawn: { since: number; pause: number; haste: number }[]): Planned[] =>
  drawn.map(({ since, pause, haste }) => planned(since, pause, since + pause * haste));

describe('an agenda', () => {
  test('gives nothing before its time, and has that time', () => {
    const agenda = agendaOf([planned(0, 60_000), planned(0, 20_000, 10_000)]);
    expect(agenda.nextAt).toBe(10_000);
    expect(agenda.take(9_999)).toBeUndefined();
    expect(agenda.take(10_000)).toMatchObject({ pause: 20_000 });
    expect(agenda.nextAt).toBe(60_000);
    expect(agendaOf([]).nextAt).toBe(never);
  });

  test('first gives the item that has waited the greatest multiple of its pause', () => {
    const agenda = agendaOf([
      planned(0, 1_000_000),
      planned(500_000, 100_000),
      planned(0, 300_000),
    ]);
    const order = [1, 2, 3].map(() => agenda.take(1_000_000)!.pause);
    expect(order).toEqual([100_000, 300_000, 1_000_000]);
  });

  test('prefers items that were processed too long ago, the oldest first', () => {
    const agenda = agendaOf(
      [planned(0, 400_000), planned(10_000, 400_000), planned(300_000, 5_000)],
      480_000,
    );
    const order = [1, 2, 3].map(() => agenda.take(490_000)!.since);
    expect(order).toEqual([0, 10_000, 300_000]);
  });

  test('gives each item once, and never one that is much less overdue than another', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 0, max: 5_000_000 }), (drawn, now) => {
        const all = toPlanned(drawn);
        const agenda = agendaOf(all);
        const multiple = ({ since, pause }: Planned): number => (now - since) / pause;
        const due = new Set(all.filter(({ notBefore }) => notBefore <= now));
        while (due.size > 0) {
          const greatest = Math.max(...Array.from(due, multiple));
          const taken = agenda.take(now)!;
          expect(due.delete(taken)).toBe(true);
          // Pauses of one queue differ by half an octave.
          expect(multiple(taken)).toBeGreaterThanOrEqual((greatest / Math.SQRT2) * (1 - 1e-9));
        }
        expect(agenda.take(now)).toBeUndefined();
        expect(agenda.length).toBe(all.filter(({ notBefore }) => notBefore > now).length);
      }),
    );
  });

  test('prefers an item from when on it is urgent', () => {
    const later = { ...planned(0, 50_000, 0), urgentFrom: 10_000, urgentPause: 1_000 };
    const agenda = agendaOf([planned(0, 20_000, 0), later]);
    expect(agenda.take(9_999)).toMatchObject({ pause: 20_000 });
    agenda.push(planned(0, 20_000, 0));
    expect(agenda.take(10_000)).toBe(later);
    expect(agenda.length).toBe(1);
    expect(agenda.take(20_000)).toMatchObject({ pause: 20_000 });
    expect(agenda.take(20_000)).toBeUndefined();
  });

  test('gives an item at its new time, and not at the one before', () => {
    const item = planned(0, 60_000);
    const agenda = agendaOf([item]);
    item.notBefore = 10_000;
    agenda.push(item);
    expect(agenda.length).toBe(1);
    expect(agenda.nextAt).toBe(10_000);
    expect(agenda.take(10_000)).toBe(item);
    expect(agenda.take(60_000)).toBeUndefined();
  });

  test('forgets deleted items', () => {
    fc.assert(
      fc.property(items, fc.nat({ max: 5_000_000 }), (drawn, now) => {
        const all = toPlanned(drawn);
        const agenda = agendaOf(all);
        const taken = agenda.take(now);
        const rest = new Set(all.filter((item, index) => item !== taken && index % 3 === 0));
        for (const item of all) if (!rest.has(item)) agenda.delete(item);
        expect(agenda.length).toBe(rest.size);
        while (agenda.length > 0) expect(rest.delete(agenda.take(10_000_000)!)).toBe(true);
        expect(rest.size).toBe(0);
      }),
    );
  });

  /** How often a step reads a time of a waiting item. */
  function readsOfAStep(count: number): number {
    let reads = 0;
    const counted = (since: number, pause: number): Planned => ({
      get since() {
        reads += 1;
        return since;
      },
      get notBefore() {
        reads += 1;
        return since + pause;
      },
      ...{ pause, urgentFrom: never, urgentPause: pause },
    });
    const agenda = new Agenda<Planned>(480_000);
    const pauseOf = (nth: number): number => 2_000 * 1.01 ** (nth % 700);
    for (let nth = 0; nth < count; nth += 1) agenda.push(counted(nth % 1_000, pauseOf(nth)));
    // Half of the items are due.
    let now = 70_000;
    agenda.take(now);
    reads = 0;
    const steps = 40;
    for (let nth = 0; nth < steps; nth += 1) {
      now += 1;
      agenda.take(now);
      agenda.push(counted(now, pauseOf(nth * 7)));
    }
    return reads / steps;
  }

  test('takes O(log n) per step, from 100 to 10,000 items', () => {
    const reads = [100, 1_000, 10_000].map(readsOfAStep);
    // Each factor of ten adds the same amount.
    for (const [index, most] of reads.slice(1).entries()) {
      expect(most - reads[index]!).toBeLessThan(25);
    }
  });
});
