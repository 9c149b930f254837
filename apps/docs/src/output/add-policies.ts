import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { withPolicy } from './content-security-policy.ts';

/** Gives every page in a folder a content security policy, except pages that bring their own. */
export async function addPolicies(folder: string): Promise<void> {
  for await (const name of glob('**/*.html', { cwd: folder })) {
    const file = join(folder, name);
    const html = await readFile(file, 'utf8');
    if (html.includes('http-equiv="Content-Security-Policy"')) continue;
    await writeFile(file, withPolicy(html));
  }
}
