import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';

export interface Schema {
  $defs: Record<string, object>;
}

export const watchSchema = JSON.parse(
  await readFile(new URL('../watch.schema.json', import.meta.url), 'utf8'),
) as Schema;

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const isAsDocumented = ajv.compile(closed(watchSchema));

/** Parses the lines of the output. Throws for a line that does not match `watch.schema.json`. */
export function documentedLines(stdout: string): Record<string, unknown>[] {
  expect(stdout).toMatch(/\n$/);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const object = JSON.parse(line) as Record<string, unknown>;
      isAsDocumented(object);
      expect({ line, faults: isAsDocumented.errors ?? [] }).toEqual({ line, faults: [] });
      return object;
    });
}

/** The schema, but without members that are not documented, except in what a server sends. */
function closed({ $defs, ...rest }: Schema): object {
  return {
    ...rest,
    $defs: { ...$defs, Update: close($defs['Update']), Error: close($defs['Error']) },
  };
}

function close(schema: unknown): object {
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> };
  if (!properties) return rest;
  const members = Object.entries(properties).map(([name, member]) => [name, close(member)]);
  return { ...rest, properties: Object.fromEntries(members), additionalProperties: false };
}
