import { entriesFrom } from '@batch-status/har';
import { expect, test } from 'vitest';

import { boundedCheck } from '../src/checking/threads/bounded-check.ts';
import type { CheckThread, ThreadAnswer } from '../src/checking/threads/check-thread.ts';
import { packed } from '../src/checking/threads/packed-group.ts';
import { PatientChecker } from '../src/checking/threads/patient-checker.ts';
import { useGroup } from './use-group.ts';

const checked = { outcome: 'checked' as const, findings: [] };

/** A checker that never ends the check of certain entries. */
function endless(entries: readonly number[], seen: number[]) {
  return {
    check({ source: { entry } }: { source: { entry: number } }) {
      for (let rounds = 0; entries.includes(entry); rounds++);
      seen.push(entry);
      return checked;
    },
  };
}

test.each<[entries: number[]]>([[[]], [[0]], [[2, 3]], [[4]]])(
  'the entries %j, whose check does not end, are checked elsewhere',
  (entries) =>
    useGroup(5, async (group, reader) => {
      const here: number[] = [];
      const elsewhere: number[] = [];
      let checkers = 0;
      const check = boundedCheck(endless(entries, here), {
        reader,
        patience: 50,
        makeChecker() {
          checkers++;
          return Promise.resolve(endless(entries, here));
        },
        elsewhere(part) {
          for (const { source } of reader.exchanges(part)) elsewhere.push(source.entry);
          return Promise.resolve({ exchanges: [checked], unusable: [] });
        },
      });
      const results = await check([entriesFrom(group, 0, 2), entriesFrom(group, 2)]);
      expect(results).toEqual([
        { exchanges: [checked, checked], unusable: [] },
        { exchanges: [checked, checked, checked], unusable: [] },
      ]);
      // A slow machine can need more time for other entries too.
      expect(elsewhere).toEqual(expect.arrayContaining(entries));
      expect(checkers).toBe(elsewhere.length);
      expect([...here, ...elsewhere].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    }),
);

/** Threads that do something with the first entry, and check the others. */
function threads(first: () => Promise<ThreadAnswer>) {
  const events: string[] = [];
  const start = (): Pick<CheckThread, 'check' | typeof Symbol.asyncDispose> => {
    events.push('start');
    return {
      check() {
        if (events.includes('check')) {
          return Promise.resolve({ text: packed({ exchanges: [checked], unusable: [] }) });
        }
        events.push('check');
        return first();
      },
      [Symbol.asyncDispose]() {
        events.push('end');
        return Promise.resolve();
      },
    };
  };
  return { events, start };
}

test.each<[string, () => Promise<ThreadAnswer>, string]>([
  ['time', () => new Promise(() => {}), 'it took longer than 60 seconds.'],
  ['memory', () => Promise.reject(new Error('heap')), 'it took too much memory.'],
])('an entry that takes too much %s is not checked, and the next one is', (what, first, reason) =>
  useGroup(5, async (group, _, file) => {
    const { events, start } = threads(first);
    let canceled = 0;
    await using patient = new PatientChecker({
      start,
      limit: 60_000,
      after(milliseconds, callback) {
        expect(milliseconds).toBe(60_000);
        if (what === 'time' && !events.includes('end')) setImmediate(callback);
        return () => void canceled++;
      },
    });
    const { exchanges, unusable } = await patient.check({ ...group, count: 1 });
    expect(exchanges).toEqual([]);
    expect(unusable.map(({ message }) => message)).toEqual([
      `Entry 0 of ${file} was not checked: ${reason}`,
    ]);
    expect(await patient.check(group)).toEqual({ exchanges: [checked], unusable: [] });
    expect(events).toEqual(['start', 'check', 'end', 'start']);
    expect(canceled).toBe(2);
  }),
);

test('an error in the contract ends the run', () =>
  useGroup(5, async (group) => {
    const { start } = threads(() => Promise.resolve({ contractError: 'a.yaml:1:1: no.' }));
    await using patient = new PatientChecker({ start, limit: 1, after: () => () => {} });
    await expect(patient.check(group)).rejects.toThrow('a.yaml:1:1: no.');
  }));
