import { readFile } from 'node:fs/promises';
import { valueAt } from '@batch-status/json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { facts } from '../generate/facts.ts';
import type { Contract } from '../generate/contract.ts';

const file = new URL('../batch-status.yaml', import.meta.url);
const contract = parse(await readFile(file, 'utf8')) as Contract;

type Json = Record<string, unknown>;

const at = (root: unknown, pointer: string): Json => valueAt(root, pointer) as Json;

/** What the generator says of a changed copy of our contract. */
function complaint(change: (copy: Contract) => void): string {
  const copy = structuredClone(contract);
  change(copy);
  try {
    return facts(copy) && 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

const withKeyword = (pointer: string, keyword: string, value: unknown): string =>
  complaint((copy) => {
    at(copy, pointer)[keyword] = value;
  });

const ajv = new Ajv2020();

function keywordsOf(vocabulary: string): string[] {
  const { schema } = ajv.getSchema(`https://json-schema.org/draft/2020-12/meta/${vocabulary}`)!;
  return Object.keys((schema as { properties: object }).properties);
}

/** Those of JSON Schema 2020-12 and of drafts before it, and those of OpenAPI. */
const keywords = [
  ...['core', 'applicator', 'unevaluated', 'validation', 'content'].flatMap(keywordsOf),
  ...['format', 'definitions', 'dependencies', 'additionalItems', '$recursiveRef', 'id', 'extends'],
  ...['discriminator', 'xml', 'nullable', 'writeOnly'],
];

const annotations = [...keywordsOf('meta-data'), '$comment', 'example', 'externalDocs', 'x-more'];

const answer =
  '#/paths/~1v1~1api~1batch-calls~1{batchId}~1status/get/responses/200/content/application~1json/schema';

const schemas = '#/components/schemas';

/** One of each kind of place in which the contract has a schema of an answer. */
const places = [
  answer,
  `${schemas}/BatchStatus`,
  `${schemas}/BatchStatus/properties/status`,
  `${schemas}/BatchStatus/properties/isComplete`,
  `${schemas}/BatchStatus/properties/recent_calls`,
  `${schemas}/BatchStatus/properties/recent_calls/items`,
  `${schemas}/BatchState`,
  `${schemas}/BatchState/anyOf/0`,
  `${schemas}/RecentCall`,
  `${schemas}/RecentCall/anyOf/0`,
  `${schemas}/CompletedCall`,
  `${schemas}/CompletedCall/properties/status`,
  `${schemas}/OtherCall/properties/status`,
  `${schemas}/FailedCall/properties/error`,
  `${schemas}/JobId`,
  `${schemas}/PhoneNumber`,
  `${schemas}/CallCount`,
  `${schemas}/Timestamp`,
  `${schemas}/Duration`,
];

/** They make another schema of it, in which what stands beside them is wrong. */
const defining = [
  ['$ref', `${schemas}/PhoneNumber`],
  ['type', 'object'],
  ['const', 'queued'],
] as const;

describe.each(places)('at %s, the generator', (place) => {
  const own = Object.keys(at(contract, place));
  const allowed = new Set([...own, ...annotations, ...defining.map(([keyword]) => keyword)]);
  allowed.delete('writeOnly');

  test('names each keyword that the guards do not check', () => {
    const others = keywords.filter((keyword) => !allowed.has(keyword));
    expect(others).toContain('writeOnly');
    for (const keyword of others) {
      const found = withKeyword(place, keyword, {});
      expect(found).toContain(`do not check "${keyword}" at ${place}/${keyword}.`);
    }
  });

  test('rejects keywords that would change the meaning of the schema', () => {
    for (const [keyword, value] of defining.filter(([each]) => !own.includes(each)))
      expect(withKeyword(place, keyword, value)).toContain('#/');
  });

  test('accepts annotations', () => {
    for (const keyword of annotations.filter((each) => allowed.has(each)))
      expect(withKeyword(place, keyword, 'x')).toBe('nothing');
  });
});

test.each<[string, pointer: string, keyword: string, value: unknown, why: string]>([
  ['another upper bound', '/CallCount', 'maximum', 9, '/CallCount/maximum'],
  ['an upper bound of a fraction', '/Duration', 'maximum', 2 ** 53 - 1, '/Duration/maximum'],
  ['a lower bound of a text', '/JobId', 'minimum', 0, '/JobId/minimum'],
  ['known values alone', '/BatchState', 'anyOf', [{ type: 'string', enum: ['x'] }], '/0/enum'],
  [
    'a bound in a branch',
    '/BatchState',
    'anyOf',
    [{ type: 'integer', minimum: 0 }],
    '/BatchState/anyOf/0/minimum',
  ],
  ['a member without a type', '/JobId', 'type', undefined, '/JobId needs a "type"'],
  ['a batch that may be null', '/BatchStatus', 'type', ['object', 'null'], '"type": "object"'],
  ['a member that is required only', '/FailedCall', 'required', ['a'], '/required/0 names "a"'],
  ['items of another kind', '/BatchStatus/properties/recent_calls', 'items', {}, '/items needs'],
  ['a kind that is not left out', '/OtherCall/properties/status', 'not', undefined, '"not": {'],
  ['two unnamed kinds', '/FailedCall/properties/status', 'const', undefined, 'one branch without'],
  ['one kind twice', '/FailedCall/properties/status', 'const', 'completed', 'different constants'],
])('the generator rejects %s', (_, pointer, keyword, value, why) => {
  expect(withKeyword(`${schemas}${pointer}`, keyword, value)).toContain(why);
});

test('a pointer escapes the name of a member', () => {
  const found = complaint(({ components }) => {
    components.schemas['BatchStatus']!.properties!['a/b~c'] = { type: 'string', enum: ['x'] };
  });
  expect(found).toContain('/BatchStatus/properties/a~1b~0c/enum');
});

describe('the sensitive members', () => {
  const found = (change: (copy: Contract) => void): unknown => {
    const copy = structuredClone(contract);
    change(copy);
    const [, names] = /sensitiveMembers = (\[.*?\])/s.exec(facts(copy))!;
    return JSON.parse(names!);
  };

  test('are those of a batch and its calls that the contract marks', () => {
    expect(found(() => undefined)).toEqual(['phone_number', 'error']);
  });

  test('are found by a mark at a member, at its `$ref`, or at the target of the `$ref`', () => {
    const marked = found(({ components: { schemas: all } }) => {
      delete all['PhoneNumber']!['x-sensitive'];
      all['FailedCall']!.properties!['error']!['x-sensitive'] = false;
      all['JobId']!['x-sensitive'] = true;
      all['BatchStatus']!.properties!['startTime']!['x-sensitive'] = true;
      all['OtherCall']!.properties!['status']!['x-sensitive'] = true;
    });
    expect(marked).toEqual(['startTime', 'jobId', 'status']);
  });
});

test('the generator accepts our contract, and a maximum of 2^53 - 1', () => {
  expect(complaint(() => undefined)).toBe('nothing');
  expect(withKeyword(`${schemas}/Timestamp`, 'maximum', 2 ** 53 - 1)).toBe('nothing');
});
