import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { membersOfExchange } from '../src/read/exchange-outline.ts';
import { found } from './found-entries.ts';
import { picked } from './picked.ts';

const namedValue = fc.record({ name: fc.string(), value: fc.string({ unit: 'grapheme' }) });
/** What entries have, in any order, and some of it twice, absent or of another kind. */
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
/** The first piece of a file tells its format. */
const pieces = fc.array(fc.integer({ min: 25, max: 2000 }));
const spaces = fc.constantFrom(undefined, 2, '\t');

/** An entry with those of its members that an exchange is made of. */
const wantedOf = (element: object): unknown =>
  picked(JSON.parse(JSON.stringify(element)), membersOfExchange());

/** @param times How often each property is tried beyond what finds gross mistakes. */
export function chunksSuite(times: number): void {
  describe('wherever chunks are cut', () => {
    test('a HAR gives its entries, and nothing of what stands around them', async () => {
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

    test('NDJSON gives its lines', async () => {
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
