import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Reference } from './reference.ts';
import { regionsOf } from './region.ts';

/** Reads the code that a reference names, or says why it cannot be shown. */
export async function readSnippet(
  root: string,
  { source, region }: Pick<Reference, 'source' | 'region'>,
): Promise<{ code: string } | { fault: string }> {
  let text: string;
  try {
    text = await readFile(join(root, source), 'utf8');
  } catch {
    const fault = `The file ${source} of the snippet does not exist. Write its path from the root of the repository.`;
    return { fault };
  }
  let regions: Map<string, string>;
  try {
    regions = regionsOf(text);
  } catch (error) {
    return { fault: `The file ${source} of the snippet ${(error as Error).message}.` };
  }
  const code = regions.get(region);
  if (code === undefined) {
    const names = [...regions.keys()].filter((name) => name !== '').join(', ') || 'none';
    const fault = `The file ${source} has no region "${region}". Its regions are: ${names}. Put the code between two lines "// #region ${region}" and "// #endregion ${region}".`;
    return { fault };
  }
  if (code === '') return { fault: `The region "${region}" of ${source} is empty.` };
  return { code };
}
