import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { checkExchange, loadContract, type Contract, type Finding } from '../src/index.ts';
import { exchange } from './exchanges.ts';

/**
 * GitHub's description of its webhooks, 5 MB of OpenAPI 3.1, and payloads that GitHub has sent. A
 * webhook is a request, so a small contract makes responses of them, by reference into that file.
 */
const require = createRequire(import.meta.url);
const described = join(
  dirname(require.resolve('@octokit/openapi-webhooks/package.json')),
  'generated/api.github.com.json',
);
const examples = require('@octokit/webhooks-examples') as {
  name: string;
  examples: Record<string, unknown>[];
}[];

const events = ['issues-opened', 'pull-request-opened', 'star-created', 'issue-comment-created'];
let contract: Contract;

beforeAll(async () => {
  const schema = (event: string) => ({
    $ref: `api.github.com.json#/components/schemas/webhook-${event}`,
  });
  const paths = [...events, 'push'].map((event) => {
    const content = { 'application/json': { schema: schema(event) } };
    return [`/${event}`, { get: { responses: { '200': { description: '', content } } } }];
  });
  const file = join(dirname(described), 'webhooks.json');
  const text = JSON.stringify({ openapi: '3.1.0', paths: Object.fromEntries(paths) });
  contract = await loadContract(file, {
    read: async (path) => (path === file ? text : readFile(path, 'utf8')),
  });
});

function payload(event: string): Record<string, unknown> {
  const found = examples.flatMap(({ name, examples: sent }) =>
    sent.filter(
      ({ action }) => [name, action].filter(Boolean).join('-').replaceAll('_', '-') === event,
    ),
  );
  return structuredClone(found.at(-1)!);
}

function check(event: string, body: unknown): Finding[] {
  return checkExchange(contract, exchange({ url: `http://h/${event}`, body }));
}

describe('a large contract that others wrote', () => {
  test.each(events)('judges what was sent for %s', (event) => {
    expect(check(event, payload(event))).toEqual([]);
  });

  test.each(events)('finds in %s what is broken, where it is promised', (event) => {
    const body = payload(event);
    Object.assign(body['sender'] as object, { login: 7 });
    const [finding, ...more] = check(event, body);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'schema',
      message: expect.stringContaining('at /sender/login: found an integer, wanted a string'),
      contract: {
        file: described,
        pointer: expect.stringMatching(/^\/components\/schemas\/.*type$/),
      },
    });
  });

  test('finds what the payload of a push from before the last change of its schema lacks', () => {
    expect(check('push', payload('push'))).toMatchObject([
      { message: expect.stringContaining('at /repository: found no "has_discussions"') },
    ]);
  });
});
