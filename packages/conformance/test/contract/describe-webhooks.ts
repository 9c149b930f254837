import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { checkExchange, loadContract, type Contract, type Finding } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const require = createRequire(import.meta.url);
const described = join(
  dirname(require.resolve('@octokit/openapi-webhooks/package.json')),
  'generated/api.github.com.json',
);

interface Options {
  /** Names of webhooks, such as `star-created`. */
  events: string[];
  /** Reads the part of the description that the test needs, as text. */
  read: (file: string) => Promise<string>;
}

/**
 * Tests with GitHub's description of its webhooks, 5 MB of OpenAPI 3.1, and with payloads that GitHub
 * has sent. A webhook is a request, so a small contract declares its schema for a response, by
 * reference into that file.
 */
export function describeWebhooks({ events, read }: Options): void {
  const examples = require('@octokit/webhooks-examples') as {
    name: string;
    examples: Record<string, unknown>[];
  }[];
  let contract: Contract;

  beforeAll(async () => {
    const paths = events.map((event) => {
      const schema = { $ref: `api.github.com.json#${schemaOf(event)}` };
      const content = { 'application/json': { schema } };
      return [`/${event}`, { get: { responses: { '200': { description: '', content } } } }];
    });
    const file = join(dirname(described), 'webhooks.json');
    const text = JSON.stringify({ openapi: '3.1.0', paths: Object.fromEntries(paths) });
    contract = await loadContract(file, {
      read: async (path) => (path === file ? text : read(path)),
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

  describe('a large contract by other authors', () => {
    const current = events.filter((event) => !isOlder(event));

    test.each(current)('accepts what was sent for %s', (event) => {
      expect(check(event, payload(event))).toEqual([]);
    });

    test.each(current)('reports what is broken in %s, with its place in the contract', (event) => {
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

    test.each(events.filter(isOlder))('reports what an older %s is missing', (event) => {
      expect(check(event, payload(event))).toMatchObject([
        { message: expect.stringContaining('at /repository: found no "has_discussions"') },
      ]);
    });
  });
}

/** The payload for a push is older than the last change of its schema. */
const isOlder = (event: string): boolean => event === 'push';

const schemaOf = (event: string): string => `/components/schemas/webhook-${event}`;

/** The part of a description that the schema of an event refers to. */
export async function readFor(event: string, file: string): Promise<string> {
  const { openapi, components } = JSON.parse(await readFile(file, 'utf8')) as {
    openapi: string;
    components: { schemas: Record<string, object> };
  };
  const schemas: Record<string, object> = {};
  const open = [`webhook-${event}`];
  for (const name of open) {
    const schema = components.schemas[name]!;
    if (schemas[name]) continue;
    schemas[name] = schema;
    const references = JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"/]+)/g);
    open.push(...[...references].map(([, reference]) => reference!));
  }
  return JSON.stringify({ openapi, components: { schemas } });
}
