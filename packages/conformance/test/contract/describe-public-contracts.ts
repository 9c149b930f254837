import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isObject, valueAt } from '@batch-status/json-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { declaredResponses, operationsOf } from '../../src/analysis.ts';
import { loadContract } from '../../src/index.ts';

/** Contracts that ReadMe tests its tools with. */
const folder = dirname(createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'));
const files = ['2.0', '3.0', '3.1']
  .flatMap((version) => [join(version, 'json'), join(version, 'yaml')])
  .flatMap((part) => readdirSync(join(folder, part)).map((file) => join(part, file)))
  .filter((file) => /\.(?:json|ya?ml)$/.test(file));

/** @param isChosen Which of them, by the path in the package. */
export function describePublicContracts(isChosen: (file: string) => boolean): void {
  describe.each(files.filter(isChosen))('the public contract %s', (file) => {
    test('is usable, and has its schemas where they are written', async () => {
      const contract = await loadContract(join(folder, file));
      const text = readFileSync(join(folder, file), 'utf8');
      const original: unknown = parse(text, { maxAliasCount: -1, merge: true });
      const content = operationsOf(contract).flatMap((operation) =>
        declaredResponses(contract, operation).flatMap((response) => response.content),
      );
      const schemas = content.map(({ schema }) => schema).filter((one) => one !== undefined);
      for (const schema of schemas) {
        expect(() => contract.schemas.fits(schema, {})).not.toThrow();
        const converted = contract.at(schema);
        const written = valueAt(original, contract.locate(schema).pointer);
        expect(namesIn(written)).toEqual(namesIn(converted));
      }
      expect(
        operationsOf(contract).length + Number(/callbacks|webhooks/.test(file)),
      ).toBeGreaterThan(0);
    });
  });
}

/** The keywords that no conversion changes. */
function namesIn(schema: unknown): string[] {
  const kept = ['items', 'properties', 'required', 'title'];
  return isObject(schema) ? kept.filter((name) => name in schema) : ['no schema'];
}
