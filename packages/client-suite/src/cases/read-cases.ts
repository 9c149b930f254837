import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import schema from '../../case.schema.json' with { type: 'json' };
import { faults } from '../faults/faults.ts';
import {
  callsOf,
  clientsOf,
  runsIn,
  runtimeNames,
  titleOf,
  type Case,
  type LocatedCase,
} from './case.ts';

const casesFolder = fileURLToPath(new URL('../../cases', import.meta.url));

/**
 * Reads the cases of all files in a folder.
 *
 * @throws if a file is not what case.schema.json describes, or names an unknown fault. The error names
 *   the file and the case.
 */
export async function readCases(folder: string = casesFolder): Promise<LocatedCase[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
  const cases = await Promise.all(files.map((file) => readFileOfCases(join(folder, file))));
  return cases.flat();
}

const validate = new Ajv2020({ strictTypes: false, verbose: true }).compile<{ cases: Case[] }>(
  schema,
);

async function readFileOfCases(path: string): Promise<LocatedCase[]> {
  const file = `cases/${basename(path)}`;
  const content = parse(await readFile(path, 'utf8'), file);
  if (!validate(content)) throw new Error(describe(validate.errors ?? [], content, file));
  const cases = content.cases.map((each) => ({ ...each, file }));
  const names = new Set<string>();
  for (const each of cases) {
    if (names.has(each.name)) throw new Error(`${titleOf(each)}: another case has this name.`);
    names.add(each.name);
    if (
      !runtimeNames.some((runtime) =>
        clientsOf(runtime).some((client) => runsIn(each, runtime, client)),
      )
    ) {
      throw new Error(`${titleOf(each)}: no runtime runs this case.`);
    }
    for (const { fault, batchId } of callsOf(each)) {
      if (fault === undefined && batchId === undefined) {
        throw new Error(`${titleOf(each)}: a call needs a fault or a batch id.`);
      }
      if (fault !== undefined && !Object.hasOwn(faults, fault)) {
        throw new Error(
          `${titleOf(each)}: the fault ${fault} is unknown; see src/faults/faults.ts.`,
        );
      }
    }
  }
  return cases;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The first problem that is not a consequence of another one. */
function describe(errors: readonly ErrorObject[], content: unknown, file: string): string {
  const error =
    errors.find(({ keyword }) => keyword === 'additionalProperties') ??
    errors.find(({ keyword }) => keyword === 'enum' || keyword === 'type') ??
    errors[0]!;
  const [, index, rest = ''] = /^\/cases\/(\d+)(.*)$/.exec(error.instancePath) ?? [];
  const name = (content as { cases?: { name?: unknown }[] }).cases?.[Number(index)]?.name;
  const shownName = typeof name === 'string' ? name : `case ${Number(index) + 1}`;
  const title = index === undefined ? file : `${file}: ${shownName}`;
  const { additionalProperty, allowedValues } = error.params as Record<string, unknown>;
  const values = Array.isArray(allowedValues)
    ? `: ${allowedValues.join(', ')}; got ${JSON.stringify(error.data)}`
    : '';
  const what =
    typeof additionalProperty === 'string'
      ? `the property ${additionalProperty} is unknown`
      : `${error.message}${values}`;
  return `${title}: ${rest === '' ? '' : `at ${rest}, `}${what}.`;
}
