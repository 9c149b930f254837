import { expect, test } from 'vitest';
import { simulate, type Scenario } from '../../src/index.ts';

test.each<[Scenario, string]>([
  [{ calls: -1 }, '`calls` must be an integer from 0 to 10000000; got -1.'],
  [{ calls: 1.5 }, '`calls` must be an integer from 0 to 10000000; got 1.5.'],
  [{ concurrency: 0 }, '`concurrency` must be an integer from 1 to 10000000; got 0.'],
  [{ failureRate: 1.1 }, '`failureRate` must be a number from 0 to 1; got 1.1.'],
  [{ failureRate: NaN }, '`failureRate` must be a number from 0 to 1; got NaN.'],
  [{ meanCallDuration: 0 }, '`meanCallDuration` must be a number from 0.001 to 86400; got 0.'],
  [
    { requeueDelay: 10, redialDelay: 5 },
    '`requeueDelay` must be at most `redialDelay`, which is 5; got 10.',
  ],
  [
    { failureReasons: [{ reason: 'x', weight: 0 }] },
    'The weights of `failureReasons` must be numbers of at least 0, and one must be greater than 0.',
  ],
  [
    { pauses: [{ after: 0, duration: -1 }] },
    '`pauses[0].duration` must be an integer from 0 to 3162240000000; got -1.',
  ],
  [
    { pauses: [{ after: 0.5, duration: 1 }] },
    '`pauses[0].after` must be an integer from 0 to 3162240000000; got 0.5.',
  ],
  [
    { additions: [{ after: -1, calls: 1 }] },
    '`additions[0].after` must be an integer from 0 to 3162240000000; got -1.',
  ],
  [
    { additions: [{ after: 1, calls: -1 }] },
    '`additions[0].calls` must be an integer from 0 to 10000000; got -1.',
  ],
  [
    {
      additions: [
        { after: 2, calls: 1 },
        { after: 1, calls: 1 },
      ],
    },
    '`additions` must be in the order of their times; `additions[1]` is earlier than the one before it.',
  ],
  [{ maxAttempts: 1.5 }, '`maxAttempts` must be an integer from 1 to 1000; got 1.5.'],
  [
    {
      pauses: [
        { after: 2, duration: 1 },
        { after: 1, duration: 1 },
      ],
    },
    '`pauses` must be in the order of their times; `pauses[1]` is earlier than the one before it.',
  ],
  [
    { failureReasons: [] },
    'The weights of `failureReasons` must be numbers of at least 0, and one must be greater than 0.',
  ],
])('the scenario %j is rejected with a message that says what is allowed', (scenario, message) => {
  expect(() => simulate(1, scenario)).toThrow(new RangeError(message));
});

test('a seed that is not an integer is rejected', () => {
  expect(() => simulate(0.5)).toThrow(new RangeError('The seed must be an integer; got 0.5.'));
});

test('a member that is undefined gets its default', () => {
  const undecided = { calls: undefined } as unknown as Scenario;
  expect(simulate(1, undecided)(0).total).toBe(150);
});
