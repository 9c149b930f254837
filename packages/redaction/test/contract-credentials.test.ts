import { parseContract } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { credentialsOf } from '../src/contract/credentials.ts';

/** The names that security schemes add to the common ones. */
function added(...schemes: object[]): { headers: string[]; query: string[] } {
  const [bare, more] = [{}, Object.fromEntries(schemes.entries())].map((securitySchemes) =>
    credentialsOf(
      parseContract(
        JSON.stringify({
          openapi: '3.1.0',
          paths: {},
          components: { securitySchemes },
        }),
        'keys.json',
      ),
    ),
  );
  return {
    headers: [...more!.headers].filter((name) => !bare!.headers.has(name)),
    query: [...more!.query].filter((name) => !bare!.query.has(name)),
  };
}

test('a key is a credential in the place that its scheme names, and headers ignore case', () => {
  expect(
    added(
      { type: 'apiKey', in: 'header', name: 'X-Secret' },
      { type: 'apiKey', in: 'query', name: 'Code' },
      { type: 'apiKey', in: 'cookie', name: 'sid' },
    ),
  ).toEqual({ headers: ['x-secret'], query: ['Code'] });
});

test('a scheme that is not a key, or has no name, adds nothing', () => {
  expect(
    added(
      { type: 'http', in: 'query', name: 'code' },
      { type: 'apiKey', in: 'query' },
      { type: 'apiKey', in: 'header' },
    ),
  ).toEqual({ headers: [], query: [] });
});
