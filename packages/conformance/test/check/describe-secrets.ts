import { inspect } from 'node:util';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Checker, checkExchange, type Exchange } from '../../src/index.ts';
import { toSatisfyContract } from '../../src/vitest.ts';
import { contract } from '../batch-contract.ts';
import { batch } from '../exchanges.ts';

/** None of them occurs in the contract, or in a number of the tests. */
const secrets = [
  '+15550006789',
  '5550006789',
  '(555) 000-6789',
  'sk-live-planted',
  'zacharysplanted',
  'Zoë Quist',
];
const secret = fc.constantFrom(...secrets);

/** A value that consists of planted texts, including the names of members. */
const planted: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    secret,
    fc.constant(15_550_006_789),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(secret, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const members = ['status', 'isComplete', 'waiting', 'total', 'startTime', 'recent_calls'];
const callMembers = ['jobId', 'status', 'phone_number', 'error', 'duration', 'failedAt'];
const call = fc
  .record(Object.fromEntries(callMembers.map((name) => [name, planted])), { requiredKeys: [] })
  .chain((found) =>
    fc
      .constantFrom({ status: 'failed' }, { status: 'completed' }, {})
      .map((kind) => ({ ...found, ...kind })),
  );
const changed = fc
  .record(
    {
      ...Object.fromEntries(members.map((name) => [name, planted])),
      recent_calls: fc.oneof(planted, fc.array(call, { maxLength: 3 })),
    },
    { requiredKeys: [] },
  )
  .chain((changes) =>
    fc.dictionary(secret, planted, { maxKeys: 2 }).map((more) => batch({ ...changes, ...more })),
  );

/** Texts of bodies: JSON, JSON that ends early, duplicate members, and text that is not JSON. */
const body = fc
  .oneof(changed, planted, fc.record({ error: planted, message: planted }))
  .map((value) => JSON.stringify(value))
  .chain((text) =>
    fc.oneof(
      fc.constant(text),
      fc.nat(text.length).map((length) => text.slice(0, length)),
      secret.map((name) =>
        text.replace('{', `{${JSON.stringify(name)}:1,${JSON.stringify(name)}:2,`),
      ),
      secret.map((words) => `<p>${words}</p>`),
    ),
  );

/** Mostly the usual value: most faults are found only if everything else is valid. */
function mostly<T>(usual: fc.Arbitrary<T>, ...unusual: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  const others = unusual.map((arbitrary) => ({ arbitrary, weight: 1 }));
  return fc.oneof({ arbitrary: usual, weight: 8 * unusual.length }, ...others);
}

const exchanges: fc.Arbitrary<Exchange> = fc.record({
  request: fc.record({
    method: mostly(fc.constant('GET'), fc.constant('OPTIONS'), secret),
    url: mostly(
      secret.map((id) => `http://u:p@h/v1/api/batch-calls/${encodeURIComponent(id)}/status`),
      secret.map((path) => `http://h/${encodeURIComponent(path)}?key=${encodeURIComponent(path)}`),
      secret,
    ),
    headers: fc.dictionary(secret, secret),
  }),
  response: fc.record({
    status: mostly(fc.constant(200), fc.constantFrom(0, 302, 304, 404, 500, 15_550_006_789)),
    headers: fc.record({
      'content-type': mostly(
        fc.constant('application/json'),
        fc.constantFrom(
          'text/html',
          'text/zacharysplanted',
          'sk-live-planted',
          'application/5550006789',
        ),
      ),
      etag: secret,
      'retry-after': secret,
    }),
    body: mostly<string | undefined>(body, fc.constant(undefined)),
  }),
  source: fc.constant({ file: 'a.har', entry: 0 }),
});

/** What the matcher says. It refuses what is neither an exchange nor what a test tool gives. */
function matched(exchange: Exchange, strict: boolean): string {
  try {
    return toSatisfyContract(exchange, contract, { strict }).message();
  } catch (error) {
    return inspect(error).replaceAll(/\n +at .*/g, '');
  }
}

/** All output about exchanges. */
function outputOf(recorded: readonly Exchange[], strict: boolean): string {
  const checker = new Checker(contract, { strict });
  const findings = recorded.flatMap((exchange, index) => [
    ...checker.check({ ...exchange, startedAt: index * 10, endedAt: index * 10 + 1 }),
    ...checkExchange(contract, exchange, { strict }),
    matched(exchange, strict),
  ]);
  return JSON.stringify([findings, checker.summary]);
}

/** @param numRuns The number of sequences of exchanges that are tried. */
export function describeSecrets(numRuns: number): void {
  test('findings contain nothing that was planted in an exchange', () => {
    fc.assert(
      fc.property(fc.array(exchanges, { maxLength: 3 }), fc.boolean(), (recorded, strict) => {
        // The length of a body, or a line of the contract, can equal a planted number.
        const numbers = /\d+ characters|character \d+|"line":\d+|\.yaml:\d+/g;
        const words = outputOf(recorded, strict).replaceAll(numbers, '');
        expect(words).not.toMatch(/555|6789|Zo|planted/);
      }),
      { numRuns },
    );
  });
}
