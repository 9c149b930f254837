import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Contract, Schema } from '../../src/reference/contract.ts';
import { contractText } from '../../src/reference/text/contract-text.ts';
import { html } from '../../src/reference/text/html.ts';
import { table } from '../../src/reference/text/markdown.ts';
import { typeWords } from '../../src/reference/text/type-words.ts';
import { unitOf } from '../../src/reference/text/unit.ts';
import { builtReference, textOf } from './built-reference.ts';
import { contractFacts, missingIn, rowsMissingIn } from './contract-facts.ts';

let folder: string;
let contract: Contract;

const file = (name: string): string => join(folder, 'reference', name);
const read = (name: string): Promise<string> => readFile(file(name), 'utf8');

beforeAll(async () => {
  folder = await builtReference();
  contract = JSON.parse(await read('openapi.json')) as Contract;
});

describe('the contract as text', () => {
  test.each(['text/index.html', 'text.md', 'index.html'])('%s has every fact', async (name) => {
    const facts = contractFacts(contract);
    expect(facts.properties).toContain('averageCallDuration');
    expect(facts.statuses).toEqual(expect.arrayContaining(['200', '429', '5XX']));
    expect(facts.headers).toEqual(expect.arrayContaining(['ETag', 'Retry-After', 'Cache-Control']));
    expect(facts.parameters).toEqual(['batchId', 'If-None-Match']);
    expect(facts.credentials).toEqual(['x-api-key', 'x-workspace-id']);
    expect(facts.rules.length).toBeGreaterThan(10);
    const text = name.endsWith('.md')
      ? (await read(name)).replaceAll('`', '')
      : await textOf(file(name));
    expect(missingIn(text, facts)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['a property', 'averageCallDuration', 'properties: averageCallDuration'],
    ['a status', '429', 'statuses: 429'],
    ['a header', 'Retry-After', 'headers: Retry-After'],
    ['a parameter', 'If-None-Match', 'parameters: If-None-Match'],
    ['a credential', 'x-workspace-id', 'credentials: x-workspace-id'],
    ['a rule', 'completed never decreases', 'rules: completed never decreases.'],
    ['a value', 'cancelled', 'values: cancelled'],
  ])('a page without %s is noticed', async (_, word, missing) => {
    const text = (await textOf(file('text/index.html'))).replaceAll(word, '');
    expect(missingIn(text, contractFacts(contract))).toContain(missing);
  });

  test('has a row for every property of every schema', async () => {
    const page = await read('text/index.html');
    expect(rowsMissingIn(page, contract)).toEqual([]);
    const shorter = page.replace(/<tr><th scope="row"><code>phone_number<\/code>.*?<\/tr>/, '');
    expect(rowsMissingIn(shorter, contract)).toEqual(['phone_number']);
  });

  test('has the unit of every number, and says what can be absent or null', async () => {
    const rows = (await read('text.md')).split('\n').filter((line) => line.startsWith('| `'));
    const of = (name: string): string => rows.find((row) => row.startsWith(`| \`${name}\``)) ?? '';
    for (const name of ['waiting', 'active', 'completed', 'failed', 'total']) {
      expect(of(name)).toContain('| calls | always present |');
    }
    for (const name of ['startTime', 'completedTime', 'completedAt', 'failedAt']) {
      expect(of(name)).toContain('| milliseconds since the epoch | may be absent or `null` |');
    }
    expect(of('averageCallDuration')).toContain('| seconds | may be absent or `null` |');
    expect(of('status')).toContain(
      '`queued`, `processing`, `completed`, `cancelled`, `failed`, or any other string',
    );
  });

  test('has no script, and forbids every script', async () => {
    const page = await read('text/index.html');
    expect(page).not.toMatch(/<script|\son\w+=/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain('script-src');
  });

  test('is linked from the reference, in its head and for readers without JavaScript', async () => {
    const page = await read('index.html');
    expect(page).toMatch(/<link rel="alternate" [^>]*href="text\/">/);
    expect(page).toMatch(/<noscript>[^]*?href="text\/"[^]*?<\/noscript>/);
  });

  test('has what a later contract adds', () => {
    const later = structuredClone(contract);
    const { BatchStatus } = later.components.schemas;
    BatchStatus!.properties!['region'] = {
      type: 'object',
      description: 'Where it runs.',
      required: ['name'],
      properties: { name: { type: ['string', 'null'], enum: ['east', 'west', null] } },
    };
    BatchStatus!.properties!['tags'] = {
      type: 'array',
      items: { type: 'object', properties: { key: { type: 'string' } } },
    };
    const text = contractText(later, { samples: new Map(), links: '', page: '' });
    expect(text).toContain(
      '| `region.name` | `east` or `west` |  | always present, may be `null` |',
    );
    expect(text).toContain('| `tags[].key` | string |');
    expect(missingIn(text.replaceAll('`', ''), contractFacts(later))).toEqual([]);
  });

  test('has bodies whose schemas have no name, and schemas that consist of others', () => {
    const later = structuredClone(contract);
    const json = (schema: Schema) => ({ 'application/json': { schema } });
    const object = (name: string): Schema => ({
      type: 'object',
      properties: { [name]: { type: 'string' } },
    });
    later.paths['/batches'] = {
      post: {
        operationId: 'createBatch',
        summary: 'Create a batch',
        parameters: [{ name: 'dry', in: 'query', schema: { type: 'boolean' } }],
        requestBody: { description: 'What to call.', content: json(object('numbers')) },
        responses: {
          '202': { description: 'It began.', content: json(object('batchId')) },
          '207': { description: 'Some.', content: json({ type: 'array', items: object('part') }) },
          '409': {
            description: 'It exists.',
            content: json({ $ref: '#/components/schemas/Conflict' }),
          },
        },
      },
    };
    later.components.schemas['Conflict'] = {
      allOf: [{ $ref: '#/components/schemas/Error' }, object('conflictingId')],
    };
    const text = contractText(later, { samples: new Map(), links: '', page: '' });
    expect(missingIn(text.replaceAll('`', ''), contractFacts(later))).toEqual([]);
    for (const name of ['numbers', 'batchId', 'part', 'conflictingId']) {
      expect(text).toContain(`| \`${name}\` | string |`);
    }
    expect(text).toContain('All of [Error](#error) and object.');
    expect(text).toContain('What to call. object as `application/json`');
  });
});

test('a number without a unit fails the build', () => {
  const count: Schema = { type: 'integer', description: 'A value. It lasts hours.' };
  expect(() => unitOf(contract, 'x', count)).toThrow('The number "x" has no unit. Name its unit');
  expect(unitOf(contract, 'x', { ...count, description: 'A length in bytes.' })).toBe('bytes');
  expect(unitOf(contract, 'x', { type: 'string', description: 'In seconds.' })).toBe('');
});

test.each<[Schema, string]>([
  [
    { type: 'string', minLength: 3, format: 'date' },
    'string, in the format date, at least 3 characters',
  ],
  [{ type: 'number', maximum: 1 }, 'number, 1 or less'],
  [{ type: ['integer', 'null'], minimum: 0, maximum: 9 }, 'integer, from 0 to 9'],
  [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, 'string'],
  [{ type: 'string', not: { const: 'x' } }, 'string, except `x`'],
  [{ const: 3 }, 'always `3`'],
  [{}, 'any value'],
  [{ type: 'array', items: { $ref: '#/components/schemas/Error' } }, 'array of Error'],
])('the type %j in words is "%s"', (schema, words) => {
  expect(typeWords(contract, schema, (name) => name)).toBe(words);
});

test('a table keeps bars and lines of a cell, and leaves out empty columns', () => {
  expect(table(['a', 'b', 'c'], [['x|y', '', 'one\ntwo\n\n- three']])).toBe(
    '| a | c |\n| --- | --- |\n| x\\|y | one two<br>three |',
  );
});

test('headings of one name have ids of their own, and code is escaped', () => {
  const page = html('## A `b`\n\n## A b\n\n```text\n<i>&\n```\n', { lower: 1, hasIds: true });
  expect(page).toContain('<h3 id="a-b">A <code>b</code></h3>');
  expect(page).toContain('<h3 id="a-b-2">');
  expect(page).toContain('&lt;i&gt;&amp;</pre>');
});
