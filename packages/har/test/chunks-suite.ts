import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { membersOfExchange } from '../src/read/exchange-outline.ts';
import { found } from './found-entries.ts';
import { picked } from './picked.ts';

const namedValue = fc.record({ name: fc.string(), value: fc.string({ unit: 'grapheme' }) });
/** Entries with their members in any order; some are absent, or have the wrong type. */
const entries = fc.array(
  fc.record(
    {
      time: fc.jsonValue(),
      request: fc.oneof(
        fc.jsonValue(),
        fc.record({ headers: fc.array(namedValue), url: fc.webUrl(), method: fc.string() }),
      ),
      response: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            status: fc.integer(),
            headers: fc.array(namedValue),
            content: fc.oneof(
              fc.jsonValue(),
              fc.record({ text: fc.string({ unit: 'grapheme' }), x: fc.jsonValue() }),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
      startedDateTime: fc.string(),
      [`other "{`]: fc.jsonValue(),
    },
    { requiredKeys: ['time'] },
  ),
);
/** The first piece must be long enough to show the format. */
const pieces = fc.array(fc.integer({ min: 25, max: 2000 }));
const spaces = fc.constantFrom(undefined, 2, '\t');

/** An entry with only the members that an exchange is made of. */
const wantedOf = (element: object): unknown =>
  picked(JSON.parse(JSON.stringify(element)), membersOfExchange());

/** @param times By how much to multiply the number of tries. 1 finds obvious mistakes. */
export function chunksSuite(times: number): void {
  describe('wherever chunks are cut', () => {
    test('all entries of a HAR are found, and nothing around them', async () => {
      await fc.assert(
        fc.asyncProperty(
          entries,
          fc.jsonValue(),
          spaces,
          pieces,
          async (elements, other, space, cuts) => {
            const log = { version: '1.2', pages: [other], '"entries': other, entries: elements };
            const document = { before: { entries: [other] }, log: { ...log, comment: 'entries' } };
            const bytes = Buffer.from(JSON.stringify(document, null, space));
            const wanted = elements.map(wantedOf);
            expect(await found(bytes, cuts)).toEqual({ entries: wanted });
          },
        ),
        { numRuns: 25 * times },
      );
    });

    test('all lines of NDJSON are found', async () => {
      await fc.assert(
        fc.asyncProperty(
          entries.filter((elements) => elements.length > 0),
          pieces,
          fc.boolean(),
          async (elements, cuts, isEnded) => {
            const text = elements.map((element) => JSON.stringify(element)).join('\r\n');
            const bytes = Buffer.from(isEnded ? `${text}\n\n` : text);
            expect(await found(bytes, cuts)).toEqual({ entries: elements.map(wantedOf) });
          },
        ),
        { numRuns: 25 * times },
      );
    });
  });
}
