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

  test('marks what is personal', () => {
    const { schemas } = contract.components;
    expect(schemas['PhoneNumber']).toMatchObject({ 'x-sensitive': true });
    expect(schemas['FailedCall']?.properties?.['error']).toMatchObject({ 'x-sensitive': true });
    expect(schemas['Error']?.properties?.['error']).toMatchObject({ 'x-sensitive': true });
  });
});

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

  const lint = [join(root, 'openapi/node_modules/.bin/redocly'), 'lint', 'batch-status'];
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
    expect(output).toContain('absent.json cannot be read');
  });

  test('makes generated files stale, and the check says what to do', async () => {
    const add = (text: string): string =>
      text.replace('- cancelled\n', '- cancelled\n            - paused\n');
    const { ok, output } = await changed(yaml, add, check);
    expect(ok).toBe(false);
    expect(output).toContain('packages/spec/src/generated/openapi.ts');
    expect(output).toContain('pnpm generate');
  });
});
