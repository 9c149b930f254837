import { parseContract } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { publicWords } from '../src/contract/public-words.ts';

test('a contract can use the names that every JavaScript object has', () => {
  const contract = parseContract(
    `openapi: 3.1.0
paths:
  /things: {}
components:
  schemas:
    Thing:
      properties: { constructor: { enum: [a, b] }, toString: { const: c } }
`,
    'things.yaml',
  );
  expect([...publicWords(contract)].toSorted()).toEqual(
    ['', 'a', 'b', 'c', 'constructor', 'things', 'toString'].toSorted(),
  );
});
