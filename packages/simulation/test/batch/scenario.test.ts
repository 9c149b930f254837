import { expect, test } from 'vitest';
import { simulate, type Scenario } from '../../src/index.ts';

test.each<[Scenario, string]>([
  [{ calls: -1 }, "The scenario's calls is -1; give an integer from 0 to 10000000."],
  [{ calls: 1.5 }, "The scenario's calls is 1.5; give an integer from 0 to 10000000."],
  [{ concurrency: 0 }, "The scenario's concurrency is 0; give an integer from 1 to 10000000."],
  [{ failureRate: 1.1 }, "The scenario's failureRate is 1.1; give a number from 0 to 1."],
  [{ failureRate: NaN }, "The scenario's failureRate is NaN; give a number from 0 to 1."],
  [
    { meanCallDuration: 0 },
    "The scenario's meanCallDuration is 0; give a number from 0.001 to 86400.",
  ],
  [
    { requeueDelay: 10, redialDelay: 5 },
    "The scenario's requeueDelay is 10; give at most its redialDelay, 5.",
  ],
  [
    { failureReasons: [{ reason: 'x', weight: 0 }] },
    "The scenario's failureReasons need weights of at least 0, and one that is greater.",
  ],
  [
    { pauses: [{ after: 0, duration: -1 }] },
    "The scenario's pauses[0].duration is -1; give an integer from 0 to 3162240000000.",
  ],
  [
    { pauses: [{ after: 0.5, duration: 1 }] },
    "The scenario's pauses[0].after is 0.5; give an integer from 0 to 3162240000000.",
  ],
  [
    { additions: [{ after: -1, calls: 1 }] },
    "The scenario's additions[0].after is -1; give an integer from 0 to 3162240000000.",
  ],
  [
    { additions: [{ after: 1, calls: -1 }] },
    "The scenario's additions[0].calls is -1; give an integer from 0 to 10000000.",
  ],
  [
    {
      additions: [
        { after: 2, calls: 1 },
        { after: 1, calls: 1 },
      ],
    },
    "The scenario's additions[1] comes after a later one; give them in the order of their times.",
  ],
  [
    { failureReasons: [] },
    "The scenario's failureReasons need weights of at least 0, and one that is greater.",
  ],
])('The scenario %j is refused in words that say what to give', (scenario, message) => {
  expect(() => simulate(1, scenario)).toThrow(new RangeError(message));
});

test('A seed that is no integer is refused', () => {
  expect(() => simulate(0.5)).toThrow(new RangeError('The seed is 0.5; give an integer.'));
});

test('A member that is undefined takes its default', () => {
  const undecided = { calls: undefined } as unknown as Scenario;
  expect(simulate(1, undecided)(0).total).toBe(150);
});
