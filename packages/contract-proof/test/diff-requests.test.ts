import { expect, test } from 'vitest';

import { diffContracts } from '../src/diff/diff-contracts.ts';
import { contractFrom } from './diff-table.ts';

interface Shop {
  /** The content of the request body. */
  content?: object;
  security?: object[];
  /** The schemes, by name. */
  schemes?: object;
}

const item = { type: 'object', properties: { count: { type: 'integer' } } };
const ways = { password: { tokenUrl: '/token', scopes: { read: 'Reads.' } } };
const oauth = (flows: object = ways): object => ({ token: { type: 'oauth2', flows } });

function shop({ content = {}, security = [], schemes = {} }: Shop): object {
  const responses = { '204': { description: '' } };
  return {
    openapi: '3.1.0',
    security,
    paths: { '/items': { post: { requestBody: { content }, responses } } },
    components: { securitySchemes: schemes },
  };
}

/** The verdicts of the changes from one shop to another, with what they are about. */
function changes(base: Shop, revision: Shop): string[] {
  const diff = diffContracts(contractFrom(shop(base)), contractFrom(shop(revision)));
  return diff.changes.map(({ verdict, what }) => `${verdict} ${what}`);
}

test('a range of media types covers the types in it, and neither is removed', () => {
  const one = { content: { 'text/csv': { schema: { type: 'string' } } } };
  const range = { content: { 'text/*': { schema: { type: 'string' } } } };
  expect(changes(one, range)).toEqual(['minor request body: text/* added']);
  expect(changes(range, one)).toEqual(['major request body: text/* removed']);
});

test('the schema of a media type is compared with that of a range which covers it', () => {
  const one = { content: { 'application/json': { schema: item } } };
  const strict = { ...item, required: ['count'] };
  const range = { content: { 'application/*': { schema: strict } } };
  expect(changes(one, range)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^major request body \(application\/json\)/)]),
  );
});

test('the default of a member of a request changes what a request without it means', () => {
  const withDefault = (value: number): Shop => ({
    content: {
      'application/json': {
        schema: { ...item, properties: { count: { type: 'integer', default: value } } },
      },
    },
  });
  expect(changes(withDefault(1), withDefault(2))).toEqual([
    'major request body (application/json) at /count: default 1 → 2',
  ]);
  expect(changes(withDefault(1), withDefault(1))).toEqual([]);
});

const security = [{ token: ['read'] }];

test('a flow that is removed takes a way to get tokens away, and an added one gives one', () => {
  const more = oauth({ ...ways, implicit: { authorizationUrl: '/ask', scopes: {} } });
  const [few, many] = [oauth(), more].map((schemes): Shop => ({ security, schemes }));
  expect(changes(many!, few!)).toEqual([
    'major token with read by the flow implicit at /ask is not enough',
  ]);
  expect(changes(few!, many!)).toEqual([
    'minor token with read by the flow implicit at /ask is enough',
  ]);
});

test('tokens from another server are other credentials', () => {
  const moved = oauth({ password: { ...ways.password, tokenUrl: '/new' } });
  expect(changes({ security, schemes: oauth() }, { security, schemes: moved })).toEqual([
    'major token with read by the flow password at /token is not enough',
    'minor token with read by the flow password at /new is enough',
  ]);
});

test('where tokens come from does not matter if no token is needed', () => {
  const open = [...security, {}];
  const moved = oauth({ password: { ...ways.password, tokenUrl: '/new' } });
  const differences = changes(
    { security: open, schemes: oauth() },
    { security: open, schemes: moved },
  );
  expect(differences).toEqual([]);
});

test('a scope, and the place of a key, are part of the name of credentials', () => {
  const schemes = oauth();
  expect(changes({ security, schemes }, { security: [{ token: ['write'] }], schemes })).toEqual([
    'major token with read is not enough',
    'minor token with write is enough',
  ]);
  const key = (place: string): Shop => ({
    security: [{ key: [] }],
    schemes: { key: { type: 'apiKey', in: place, name: 'key' } },
  });
  expect(changes(key('header'), key('query'))).toEqual([
    'major key (header key) is not enough',
    'minor key (query key) is enough',
  ]);
});

test('what a security scheme says to people is wording', () => {
  const bearer = { type: 'http', scheme: 'bearer' };
  const described = { ...bearer, description: 'Ask us.', bearerFormat: 'JWT' };
  expect(changes({ schemes: { bearer } }, { schemes: { bearer: described } })).toEqual([
    'patch security scheme bearer: bearerFormat added',
    'patch security scheme bearer: description added',
  ]);
});

test('a bound of a parameter is undecided if its text cannot show it', () => {
  const withMost = (maxItems: number): object => ({
    openapi: '3.1.0',
    paths: {
      '/items': {
        get: {
          parameters: [
            {
              name: 'q',
              in: 'query',
              schema: { type: 'array', items: { type: 'object', required: ['id'] }, maxItems },
            },
          ],
          responses: { '204': { description: '' } },
        },
      },
    },
  });
  const diff = diffContracts(contractFrom(withMost(1)), contractFrom(withMost(2)));
  expect(diff.changes).toMatchObject([{ verdict: 'undecided' }]);
});

test('links of a response are wording', () => {
  const withLinks = (links: object): object => ({
    openapi: '3.1.0',
    paths: { '/items': { get: { responses: { '204': { description: '', ...links } } } } },
  });
  const linked = withLinks({ links: { next: { operationId: 'next' } } });
  const diff = diffContracts(contractFrom(withLinks({})), contractFrom(linked));
  expect(diff.changes).toMatchObject([{ verdict: 'patch', what: '204: links added' }]);
});
