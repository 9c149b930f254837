import { expect, test } from 'vitest';

import { diffContracts } from '../src/diff/diff-contracts.ts';
import { testDiff } from './describe-diff.ts';
import { base } from './diff-base.ts';
import { rewrites, rows } from './diff-rows.ts';
import { contractFrom } from './diff-table.ts';
import { contract } from './our-contract.ts';

const { schemas } = base['components'] as { schemas: object };

testDiff(rows.filter(({ core }) => core));

test('a contract does not differ from itself', () => {
  expect(diffContracts(contract, contract)).toEqual({
    level: undefined,
    undecided: 0,
    changes: [],
  });
});

test('the table has enough rows', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rewrites.length).toBeGreaterThanOrEqual(20);
});

test('a schema that contains itself in several ways is compared', () => {
  const shop = (most: number): object => ({
    ...base,
    paths: {
      '/nodes': {
        get: {
          responses: {
            '200': {
              description: 'Nodes.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Node: {
          type: 'object',
          properties: {
            left: { $ref: '#/components/schemas/Node' },
            right: { anyOf: [{ $ref: '#/components/schemas/Node' }, { type: 'integer' }] },
            all: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
            count: { type: 'integer', maximum: most },
          },
        },
      },
    },
  });
  const { changes } = diffContracts(contractFrom(shop(5)), contractFrom(shop(6)));
  expect(changes).toMatchObject([{ verdict: 'major', direction: 'widened' }]);
});

test('a webhook changes with what it refers to, and not with its text', () => {
  const shop = (summary: string, type: string): object => ({
    ...base,
    webhooks: {
      sent: {
        post: {
          summary,
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Sent' } } },
          },
        },
      },
    },
    components: {
      ...(base['components'] as object),
      schemas: { ...schemas, Sent: { properties: { title: { type } } } },
    },
  });
  const diff = (summary: string, type: string): unknown =>
    diffContracts(contractFrom(shop('Sent.', 'string')), contractFrom(shop(summary, type))).changes;
  expect(diff('Was sent.', 'string')).toEqual([]);
  expect(diff('Sent.', 'integer')).toMatchObject([{ verdict: 'undecided', subject: 'webhook' }]);
});

test('a rule about all elements of a list is exercised', () => {
  const place = '/components/schemas/BatchStatus/x-validations/8';
  expect(contract.at(place)).toHaveProperty(
    'message',
    expect.stringContaining('No call completes after'),
  );
  const changed = contract.changed([{ pointer: place, value: undefined }]);
  expect(diffContracts(contract, changed).changes).toMatchObject([{ direction: 'widened' }]);
});
