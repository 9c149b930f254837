import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';

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
  test("holds the reference page's example unchanged", async () => {
    expect(JSON.parse(await read('openapi/examples/processing.json'))).toEqual(pageExample);
  });

  test('declares each status, and none by default', () => {
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

  test('says of every response, schema and member what it is', () => {
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

  test('says beside each member what its rules promise', async () => {
    const bundled = parse(await read('packages/spec/openapi.yaml')) as Description;
    const { properties, 'x-validations': rules = [] } = bundled.components.schemas['BatchStatus']!;
    expect(rules.length).toBeGreaterThan(9);
    for (const { message, severity, fieldPath } of rules) {
      const mark = severity === 'warning' ? 'Assumed' : 'Guaranteed';
      const { description } = properties![fieldPath.slice(1)]!;
      expect(description!.split(`- **${mark}:** ${message}`)).toHaveLength(2);
    }
  });

  test('marks what is personal', () => {
    const { schemas } = contract.components;
    expect(schemas['PhoneNumber']).toMatchObject({ 'x-sensitive': true });
    expect(schemas['FailedCall']?.properties?.['error']).toMatchObject({ 'x-sensitive': true });
    expect(schemas['Error']?.properties?.['error']).toMatchObject({ 'x-sensitive': true });
  });
});

// Each starts the linter, which takes a second on a machine that has nothing else to do.
describe('a copy of the contract', () => {
  async function changed(file: string, change: (text: string) => string, command: string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'batch-status-contract-'));
    try {
      for (const part of ['openapi', 'packages/spec', 'redocly.yaml']) {
        await cp(join(root, part), join(folder, part), {
          recursive: true,
          filter: (path) => !/node_modules|dist$/.test(path),
        });
      }
      await symlink(join(root, 'openapi/node_modules'), join(folder, 'openapi/node_modules'));
      await writeFile(join(folder, file), change(await read(file)));
      const [name = '', ...args] = command;
      return await new Promise<{ ok: boolean; output: string }>((resolve) => {
        execFile(name, args, { cwd: folder }, (error, stdout, stderr) =>
          resolve({ ok: !error, output: stdout + stderr }),
        );
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const lint = [process.execPath, redocly, 'lint', 'batch-status'];
  const check = [process.execPath, 'openapi/generate.ts', '--check'];
  const yaml = 'openapi/batch-status.yaml';

  test('passes unchanged', async () => {
    expect(await changed(yaml, (text) => text, lint)).toMatchObject({ ok: true });
    expect(await changed(yaml, (text) => text, check)).toMatchObject({ ok: true });
  });

  test('is refused by the linter when an example breaks its schema', async () => {
    const { ok, output } = await changed(
      'openapi/examples/complete.json',
      (text) => text.replace('"jobId"', '"id"'),
      lint,
    );
    expect(ok).toBe(false);
    expect(output).toContain('jobId');
  });

  test('is refused by the linter when an example is missing', async () => {
    const miss = (text: string): string => text.replace('complete.json', 'absent.json');
    const { ok, output } = await changed(yaml, miss, lint);
    expect(ok).toBe(false);
    expect(output).toContain('Cannot read the example file examples/absent.json');
  });

  /** A change that replaces several texts, each there once. */
  const replacing =
    (...pairs: (readonly string[])[]) =>
    (text: string): string =>
      pairs.reduce((changing, [from = '', to = '']) => {
        expect(changing.split(from)).toHaveLength(2);
        return changing.replace(from, to);
      }, text);

  test('is refused where a rule does not fit its schema, at its line and column', async () => {
    const faults = [
      ['self.waiting +', 'self.wating +', 'self.wating', 'self has no member "wating"'],
      ['|| has(self.completedTime)"', '|| has(self.end)"', 'self.end', 'self has no member "end"'],
      ['call.failedAt >=', 'call.faledAt >=', 'call.faledAt', 'call has no member "faledAt"'],
      [
        'self.startTime ==',
        'self.isComplete ==',
        'self.isComplete',
        'no such overload: bool == int',
      ],
      ['!has(oldSelf.completedTime) ||', 'false ||', 'oldSelf.completedTime', 'absent or null'],
      ['self.total >= oldSelf.total', 'self.total * 2', 'self.total * 2', 'of the type int'],
    ] as const;
    const change = replacing(...faults);
    const { ok, output } = await changed(yaml, change, lint);
    const text = change(await read(yaml));
    expect(ok).toBe(false);
    for (const [, wrong, at, why] of faults) {
      const before = text.slice(0, text.indexOf(at, text.indexOf(wrong))).split('\n');
      const place = `${yaml}:${before.length}:${before.at(-1)!.length + 1}`;
      const problem = output.split(/^\[\d+\] /m).find((each) => each.includes(why));
      expect(problem).toContain(place);
    }
  });

  test('is refused when a rule is malformed', async () => {
    const change = replacing(
      ['fieldPath: .startTime', 'fieldPath: .started'],
      ['fieldPath: .isComplete', 'field: .isComplete'],
      ['severity: warning\n\n', 'severity: hint\n\n'],
      ['message: A complete batch has', 'reason: A complete batch has'],
    );
    const { ok, output } = await changed(yaml, change, lint);
    expect(ok).toBe(false);
    expect(output).toContain('names no member "started"');
    expect(output).toContain('A rule has no "field"');
    expect(output).toContain('"severity" is neither error nor warning');
    expect(output).toContain('"message" is nothing');
  });

  test('is refused when an example breaks a rule', async () => {
    const change = replacing(
      ['"completedTime": 1703103001500', '"completedTime": null'],
      ['"completedAt": 1703103000000', '"completedAt": 1703103000001'],
      ['"total": 150', '"total": 149'],
    );
    const { ok, output } = await changed('openapi/examples/complete.json', change, lint);
    expect(ok).toBe(false);
    for (const at of ['/completedTime', '/recent_calls', '/total']) {
      expect(output).toMatch(new RegExp(`The example breaks the rule ".*" at ${at}`));
    }
  });

  test('makes generated files stale, and the check says what to do', async () => {
    const add = (text: string): string =>
      text.replace('- cancelled\n', '- cancelled\n            - paused\n');
    const { ok, output } = await changed(yaml, add, check);
    expect(ok).toBe(false);
    expect(output).toContain('packages/spec/src/generated/openapi.ts');
    expect(output).toContain('pnpm generate');
  });

  test('is rejected in one line when it promises what the guards do not check', async () => {
    const add = replacing([
      'Identifies the call within the batch.',
      'The call.\n      pattern: ^c',
    ]);
    const { ok, output } = await changed(yaml, add, check);
    expect(ok).toBe(false);
    expect(output).toMatch(
      /^The guards .* "pattern" at #\/components\/schemas\/JobId\/pattern.*\n$/,
    );
  });
});
