import { expect, test } from 'vitest';

import { chunksSuite } from './chunks-suite.ts';
import { found } from './found-entries.ts';
import { recordedEntry } from './recorded-entry.ts';

chunksSuite(1);

test('a HAR that is cut off anywhere is rejected after its whole entries', async () => {
  const document = JSON.stringify({
    log: { entries: [recordedEntry(), recordedEntry()], version: '1.2' },
  });
  for (let end = 1; end < document.length; end++) {
    const { entries: whole, failure } = await found(Buffer.from(document.slice(0, end)));
    expect(failure).toMatch(/^a\.har (ends|is not a HAR: it has no log\.entries)/);
    const wholeEntries = document.slice(0, end).split('"application/json"}}}').length - 1;
    expect(whole).toHaveLength(wholeEntries);
  }
});
