import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { checkExchange, loadContract, type Contract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

interface Group {
  description: string;
  schema: unknown;
  tests: { description: string; data: unknown; valid: boolean }[];
}

/** A clone of https://github.com/json-schema-org/JSON-Schema-Test-Suite. npm does not have it. */
const clone = process.env['JSON_SCHEMA_TEST_SUITE'];
const folder = clone && join(clone, 'tests/draft2020-12');
const files = folder ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
const groupsIn = (file: string): Group[] =>
  JSON.parse(readFileSync(join(folder!, file), 'utf8')) as Group[];

const description = {
  openapi: '3.1.0',
  paths: {
    '/a': {
      get: {
        responses: {
          200: { content: { 'application/json': { schema: { $ref: 'schema.json' } } } },
        },
      },
    },
  },
};

type Verdict = 'valid' | 'invalid' | 'not checked';

/** A function that checks values against a schema in a file of its own. */
async function checkerOf(
  schema: unknown,
): Promise<(value: unknown, isCompiled: boolean) => Verdict> {
  const values = new Map<string, unknown>([
    ['api.json', description],
    ['schema.json', schema],
  ]);
  const contract = await loadContract('api.json', {
    async read(file) {
      if (values.has(file)) return JSON.stringify(values.get(file));
      throw Object.assign(new Error('none'), { code: 'ENOENT' });
    },
  });
  return (value, isCompiled) => {
    if (isCompiled) return compiledVerdict(contract, value);
    const body = JSON.stringify(value);
    const findings = checkExchange(contract, exchange({ url: 'http://h/a', body }));
    if (findings.some(({ rule }) => rule === 'not-checked')) return 'not checked';
    return findings.some(({ severity }) => severity === 'error') ? 'invalid' : 'valid';
  };
}

/** The first values of a schema are checked without compiling it. */
function compiledVerdict({ schemas }: Contract, value: unknown): Verdict {
  try {
    const at = '/paths/~1a/get/responses/200/content/application~1json/schema';
    return schemas.firstErrorValidatorAt(at)(value) ? 'valid' : 'invalid';
  } catch {
    return 'not checked';
  }
}

/** Contracts never load a schema from the network. */
const isRemote = ({ schema }: Group): boolean =>
  JSON.stringify(schema).includes('//localhost:1234');

/** A contract that names a format wants it to be checked. */
const isFormat = (name: string): boolean => name.endsWith('is only an annotation by default');

describe.skipIf(!clone)('the JSON Schema Test Suite', () => {
  test('has all required cases', () => {
    const groups = files.flatMap(groupsIn);
    expect(groups.flatMap(({ tests }) => tests)).toHaveLength(1299);
  });

  test.for(files)('%s: every verdict is right', async (file) => {
    const wrong: string[] = [];
    for (const group of groupsIn(file)) {
      const check = await checkerOf(group.schema);
      for (const { description: name, data, valid } of group.tests) {
        const wanted: Verdict = valid ? 'valid' : 'invalid';
        for (const isCompiled of [false, true]) {
          const verdict = check(data, isCompiled);
          const isRight =
            verdict === wanted || (verdict === 'not checked' ? isRemote(group) : isFormat(name));
          if (!isRight) wrong.push(`${group.description}: ${name}: ${verdict}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
