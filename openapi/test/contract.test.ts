import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedFiles, staleAmong, yamlHeader } from '../generate/generated-files.ts';
import { lintCopies, type Problem } from './lint-copies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

interface Described {
  description?: string;
  examples?: unknown[];
  const?: string;
  items?: object;
}

interface Description {
  paths: Record<
    string,
    { get: { responses: Record<string, { $ref?: string; content?: unknown }> } }
  >;
  components: {
    responses: Record<string, Described & { content?: unknown }>;
    schemas: Record<
      string,
      Described & {
        'x-validations'?: { message: string; fieldPath: string; severity?: 'warning' }[];
        properties?: Record<string, Described & { 'x-sensitive'?: true; $ref?: string }>;
      }
    >;
  };
}

const contract = parse(await read('openapi/batch-status.yaml')) as Description;
const operation = contract.paths['/v1/api/batch-calls/{batchId}/status']!.get;

/** The page's example, as it stands there. */
const pageExample = {
  status: 'processing',
  isComplete: false,
  waiting: 45,
  active: 5,
  completed: 95,
  failed: 5,
  total: 150,
  startTime: 1703097600000,
  lastCompletedTime: 1703101200000,
  completedTime: null,
  averageCallDuration: 45.2,
  recent_calls: [
    {
      jobId: 'call_123',
      status: 'completed',
      phone_number: '+1234567890',
      completedAt: 1703101200000,
      duration: 42,
    },
    {
      jobId: 'call_124',
      status: 'failed',
      phone_number: '+1987654321',
      failedAt: 1703101150000,
      error: 'Number busy',
    },
  ],
};

describe('the contract', () => {
  test("has the reference page's example unchanged", async () => {
    expect(JSON.parse(await read('openapi/examples/processing.json'))).toEqual(pageExample);
  });

  test('declares each status, and has no `default` response', () => {
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining([
        '200',
        '304',
        '400',
        '401',
        '403',
        '404',
        '429',
        '500',
        '4XX',
        '5XX',
      ]),
    );
    expect(Object.keys(operation.responses)).not.toContain('default');
  });

  test('describes every response, schema, and member', () => {
    const { responses, schemas } = contract.components;
    const silent = Object.entries({ ...responses, ...schemas }).filter(
      ([, { description }]) => !description,
    );
    expect(silent.map(([name]) => name)).toEqual([]);
    for (const { properties = {} } of Object.values(schemas)) {
      for (const member of Object.values(properties)) {
        const target = schemas[member.$ref?.split('/').at(-1) ?? ''];
        expect(member.description ?? target?.description).toBeTruthy();
        const shown = member.examples ?? target?.examples ?? member.const ?? member.items;
        expect(shown).toBeTruthy();
      }
    }
    expect(responses['NotModified']?.description).toContain('no body');
    expect(responses['NotModified']).not.toHaveProperty('content');
  });

  test('lists the rules of each member in its description', async () => {
    const bundled = parse(await read('packages/spec/openapi.yaml')) as Description;
    const { properties, 'x-validations': rules = [] } = bundled.components.schemas['BatchStatus']!;
    expect(rules.length).toBeGreaterThan(9);
    for (const { message, severity, fieldPath } of rules) {
      const mark = severity === 'warning' ? 'Assumed' : 'Guaranteed';
      const { description } = properties![fieldPath.slice(1)]!;
      expect(description!.split(`- **${mark}:** ${message}`)).toHaveLength(2);
    }
  });

  test('marks personal data as sensitive', () => {
    const { schemas } = contract.components;
    expect(schemas['PhoneNumber']).toMatchObject({ 'x-sensitive': true });
    expect(schemas['FailedCall']?.properties?.['error']).toMatchObject({ 'x-sensitive': true });
    expect(schemas['Error']?.properties?.['error']).toMatchObject({ 'x-sensitive': true });
  });
});

/** A change that replaces several texts, each there once. */
const replacing =
  (...pairs: (readonly string[])[]) =>
  (text: string): string =>
    pairs.reduce((changing, [from = '', to = '']) => {
      expect(changing.split(from)).toHaveLength(2);
      return changing.replace(from, to);
    }, text);

const misfits = [
  ['self.waiting +', 'self.wating +', 'self.wating', 'self has no member "wating"'],
  ['|| has(self.completedTime)"', '|| has(self.end)"', 'self.end', 'self has no member "end"'],
  ['call.failedAt >=', 'call.faledAt >=', 'call.faledAt', 'call has no member "faledAt"'],
  ['self.startTime ==', 'self.isComplete ==', 'self.isComplete', 'no such overload: bool == int'],
  ['!has(oldSelf.completedTime) ||', 'false ||', 'oldSelf.completedTime', 'absent or null'],
  ['self.total >= oldSelf.total', 'self.total * 2', 'self.total * 2', 'must be of the type bool'],
] as const;

const file = 'batch-status.yaml';
const complete = 'examples/complete.json';
const changes = {
  unchanged: { file, change: (text: string) => text },
  exampleThatBreaksItsSchema: {
    file: complete,
    change: (text: string) => text.replace('"jobId"', '"id"'),
  },
  missingExample: { file, change: replacing(['complete.json', 'absent.json']) },
  misfits: { file, change: replacing(...misfits) },
  malformedRules: {
    file,
    change: replacing(
      ['fieldPath: .startTime', 'fieldPath: .started'],
      ['fieldPath: .isComplete', 'field: .isComplete'],
      ['severity: warning\n\n', 'severity: hint\n\n'],
      ['message: A complete batch has', 'reason: A complete batch has'],
    ),
  },
  exampleBeyondExactIntegers: {
    file: complete,
    change: replacing(['"total": 150', '"total": 9007199254740993']),
  },
  exampleThatBreaksRules: {
    file: complete,
    change: replacing(
      ['"completedTime": 1703103001500', '"completedTime": null'],
      ['"completedAt": 1703103000000', '"completedAt": 1703103000001'],
      ['"total": 150', '"total": 149'],
    ),
  },
};

describe('the linter of a copy of the contract', () => {
  let found: Record<keyof typeof changes, Problem[]>;

  beforeAll(async () => {
    found = await lintCopies(changes);
  });

  const messagesOf = (name: keyof typeof changes): string =>
    found[name].map(({ message }) => message).join('\n');

  test('accepts an unchanged copy', () => {
    expect(found.unchanged).toEqual([]);
  });

  test('rejects an example that breaks its schema', () => {
    expect(messagesOf('exampleThatBreaksItsSchema')).toContain('jobId');
  });

  test('rejects a missing example', () => {
    expect(messagesOf('missingExample')).toContain('Cannot read the example file examples/absent');
  });

  test.each(misfits)(
    'instead of %s, rejects %s at the line and column of %s',
    async (...misfit) => {
      const [, wrong, at, why] = misfit;
      const text = changes.misfits.change(await read(`openapi/${file}`));
      const before = text.slice(0, text.indexOf(at, text.indexOf(wrong))).split('\n');
      expect(found.misfits).toContainEqual({
        message: expect.stringContaining(why),
        place: `${file}:${before.length}:${before.at(-1)!.length + 1}`,
      });
    },
  );

  test.each([
    'its schema has no member "started"',
    'A rule has no member "field"',
    '"severity" must be error or warning',
    '"message" must be text, found nothing',
  ])('rejects a malformed rule: %s', (why) => {
    expect(messagesOf('malformedRules')).toContain(why);
  });

  test('rejects an example that no rule can be checked against', () => {
    expect(messagesOf('exampleBeyondExactIntegers')).toMatch(
      /^Cannot check the example against the rule ".*" at \/total: .*beyond 2\^53/m,
    );
  });

  test('reports each problem once, however often its schema is used', () => {
    expect(found.misfits).toHaveLength(misfits.length);
  });

  test.each(['/completedTime', '/recent_calls', '/total'])(
    'rejects an example that breaks a rule about %s',
    (at) => {
      expect(messagesOf('exampleThatBreaksRules')).toMatch(
        new RegExp(`The example breaks the rule ".*" at ${at}`),
      );
    },
  );
});

describe('the generated files', () => {
  /** The contract in one piece. */
  let bundled: string;

  beforeAll(async () => {
    const text = await read('packages/spec/openapi.yaml');
    bundled = text.slice(yamlHeader.length);
  });

  test('are stale only after the contract has changed', async () => {
    expect(await staleAmong(await generatedFiles(bundled))).toEqual([]);
    const changed = bundled.replace(/( +)- cancelled\n/, '$&$1- paused\n');
    const stale = await staleAmong(await generatedFiles(changed));
    expect(stale.map(({ path }) => path)).toEqual([
      'packages/spec/openapi.yaml',
      'packages/spec/openapi.json',
      'packages/spec/src/generated/openapi.ts',
      'packages/spec/src/generated/facts.ts',
    ]);
  });

  test('are not written if the contract promises something that the guards do not check', async () => {
    const change = replacing(['Identifies the call within the batch.', 'It.\n      pattern: ^c']);
    await expect(generatedFiles(change(bundled))).rejects.toThrow(
      /^The guards .* "pattern" at #\/components\/schemas\/JobId\/pattern.*$/,
    );
  });
});
