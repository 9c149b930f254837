import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { examplesInText, type Example } from '../examples/examples-in-text.ts';

/** The contract, and a copy of the one that was released last. */
export const contractFile = 'openapi/batch-status.yaml';
export const releasedContract = 'openapi/released.yaml';
/** The programs that had to compile when the last release was made. */
export const releasedPrograms = 'scripts/types/released.json';

/** Programs that users of a release could have. */
export interface Programs {
  /** The type tests, by the names of their files. */
  consumers: Record<string, string>;
  /** The examples of the READMEs of packages. */
  examples: Example[];
}

/** Keeps what the next release is compared with: the contract, the type tests, and the examples. */
export async function storeRelease(root: string): Promise<void> {
  if (!existsSync(join(root, contractFile))) return;
  const contract = await readFile(join(root, contractFile), 'utf8');
  await writeFile(join(root, releasedContract), contract);
  const programs: Programs = { consumers: {}, examples: [] };
  for (const file of await filesIn(root, 'scripts/types/consumers/*')) {
    const name = file.split('/').at(-1)!;
    programs.consumers[name] = await readFile(join(root, file), 'utf8');
  }
  for (const file of await filesIn(root, '{packages,apps}/*/README.md')) {
    programs.examples.push(...examplesInText(file, await readFile(join(root, file), 'utf8')));
  }
  await mkdir(dirname(join(root, releasedPrograms)), { recursive: true });
  const text = JSON.stringify(programs, undefined, 2);
  await writeFile(join(root, releasedPrograms), `${text}\n`);
}

/** The programs of the last release; none before the first one. */
export async function readReleasedPrograms(root: string): Promise<Programs> {
  const file = join(root, releasedPrograms);
  if (!existsSync(file)) return { consumers: {}, examples: [] };
  return JSON.parse(await readFile(file, 'utf8')) as Programs;
}

async function filesIn(root: string, pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) found.push(file.replaceAll('\\', '/'));
  return found.toSorted();
}
