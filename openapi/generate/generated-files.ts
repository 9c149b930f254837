import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Contract } from './contract.ts';
import { facts } from './facts.ts';
import { typesOf } from './types.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const header = '// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.\n\n';

/** What stands before the contract in `packages/spec/openapi.yaml`. */
export const yamlHeader: string = `# ${header.slice(3)}`;

/** A file that is generated, by its path from the root of the repository. */
export interface GeneratedFile {
  path: string;
  content: string;
}

/**
 * Everything that is generated.
 *
 * @param yaml The contract in one piece.
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

/** Those that are missing or not what they would be. */
export async function staleAmong(files: readonly GeneratedFile[]): Promise<GeneratedFile[]> {
  const stale: GeneratedFile[] = [];
  for (const file of files) {
    const current = await readFile(join(root, file.path), 'utf8').catch(() => undefined);
    if (current !== file.content) stale.push(file);
  }
  return stale;
}
