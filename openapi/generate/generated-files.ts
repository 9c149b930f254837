import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Contract } from './contract.ts';
import { facts } from './facts.ts';
import { typesOf } from './types.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const header = '// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.\n\n';

/** The first line of `packages/spec/openapi.yaml`. */
export const yamlHeader: string = `# ${header.slice(3)}`;

/** A generated file, with its path from the root of the repository. */
export interface GeneratedFile {
  path: string;
  content: string;
}

/**
 * Generates all files.
 *
 * @param yaml The bundled contract.
 */
export async function generatedFiles(yaml: string): Promise<GeneratedFile[]> {
  const contract = parse(yaml) as Contract;
  return [
    { path: 'packages/spec/openapi.yaml', content: yamlHeader + yaml },
    { path: 'packages/spec/openapi.json', content: `${JSON.stringify(contract, null, 2)}\n` },
    {
      path: 'packages/spec/src/generated/openapi.ts',
      content: header + (await typesOf(contract)),
    },
    { path: 'packages/spec/src/generated/facts.ts', content: header + facts(contract) },
  ];
}

/** Returns the files that are missing or stale. */
export async function staleAmong(files: readonly GeneratedFile[]): Promise<GeneratedFile[]> {
  const stale: GeneratedFile[] = [];
  for (const file of files) {
    const current = await readFile(join(root, file.path), 'utf8').catch(() => undefined);
    if (current !== file.content) stale.push(file);
  }
  return stale;
}
