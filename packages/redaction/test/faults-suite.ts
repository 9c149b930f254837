import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkExchange, exchangeFromHarEntry } from '@batch-status/conformance';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedEntry } from '@batch-status/har';
import { Redactor } from '../src/redactor.ts';
import { contract, recordings } from './our-contract.ts';

const entries = readdirSync(recordings, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.har'))
  .flatMap((name) => {
    const text = readFileSync(join(recordings, name), 'utf8');
    return (JSON.parse(text) as { log: { entries: RecordedEntry[] } }).log.entries;
  });

/** The findings in an entry, without their messages, which contain counts. */
function findingsIn(entry: RecordedEntry): object[] {
  const exchange = exchangeFromHarEntry(entry, { file: 'a recording', entry: 0 });
  return checkExchange(contract, exchange, { strict: true }).map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    at: finding.in.pointer,
    promise: finding.contract.pointer,
  }));
}

const phone = fc.stringMatching(/^\+?\d{7,15}$/);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(2 ** 53, -1, 0.5, 1e21),
  fc.nat(),
);
const value = fc.oneof(
  { depthSize: 'small' },
  fc.string(),
  phone,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('completed', 'failed', 'processing', ''),
  fc.array(fc.oneof(phone, number), { maxLength: 3 }),
  fc.dictionary(fc.oneof(fc.string(), phone, fc.constant('jobId')), fc.oneof(phone, number)),
);
/** Numbers in a form that JavaScript does not write. */
const source = fc.constantFrom(
  '9007199254740993',
  '12345678901234567890',
  '1e3',
  '1.0',
  '123456789012345.6e1',
  '1e400',
  '-0',
  '0.1234567890123456789',
);

/** A change of the text of a body. */
const change: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.tuple(fc.nat(), value).map(([at, replaced]) => replacing(at, JSON.stringify(replaced))),
  fc.tuple(fc.nat(), source).map(([at, replaced]) => replacing(at, replaced)),
  fc.nat().map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  fc.tuple(fc.oneof(fc.string(), phone, fc.constant('waiting')), value).map(
    ([name, more]) =>
      (text: string) =>
        text.replace('{', `{${JSON.stringify(name)}: ${JSON.stringify(more)}, `),
  ),
  fc.string().map((other) => () => other),
  value.map((other) => () => JSON.stringify(other)),
);

/** Replaces one of the values of a JSON text. */
function replacing(at: number, replaced: string): (text: string) => string {
  return (text) => {
    const values = [...text.matchAll(/(?<=[:[,]\s*)(?:"[^"]*"|[-\d.]+|true|false|null)(?!\s*:)/g)];
    const found = values[at % values.length];
    if (!found) return text;
    return text.slice(0, found.index) + replaced + text.slice(found.index + found[0].length);
  };
}

const headers = fc.constantFrom(
  undefined,
  'application/json; charset=utf-8',
  'text/html',
  'application/problem+json',
  '+12025550143/x',
  '',
);

/** @param times By how much to multiply the number of tries. 1 finds obvious mistakes. */
export function recordFaultsSuite(times: number): void {
  test('redaction makes no invalid exchange valid, and no valid exchange invalid', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...entries),
        fc.array(change, { maxLength: 3 }),
        headers,
        fc.constantFrom(undefined, 200, 201, 404, 500, 304, 204),
        (entry, changes, contentType, status) => {
          const { content } = entry.response;
          const changed: RecordedEntry = {
            ...entry,
            response: {
              ...entry.response,
              status: status ?? entry.response.status,
              headers: entry.response.headers.map(({ name, value: given }) => ({
                name,
                value: name.toLowerCase() === 'content-type' ? (contentType ?? given) : given,
              })),
              content: {
                ...content,
                ...(content.text === undefined
                  ? {}
                  : { text: changes.reduce((text, apply) => apply(text), content.text) }),
              },
            },
          };
          const redacted = new Redactor(contract, Buffer.from('a key of a test')).redacted(changed);
          fc.pre(redacted.comment === undefined);
          expect(findingsIn(redacted)).toEqual(findingsIn(changed));
        },
      ),
      { numRuns: 100 * times },
    );
  });
}
