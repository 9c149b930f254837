import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/** A repository with one guide, which has no fault. */
export const faultless: Readonly<Record<string, string>> = {
  'docs/README.md': `---
title: Home
description: Every page.
---

Read [the guide](guides/one.md#second-part).
`,
  'docs/guides/one.md': `---
title: One
description: The first guide.
---

<!-- snippet apps/examples/one/run.ts#main -->

\`\`\`ts title="run.ts"
run();
if (true) {
  stop();
}
\`\`\`

## Second part

It has a [license](../../LICENSE) and a [home](../README.md).

\`\`\`console
$ node run.ts
\`\`\`
`,
  'apps/examples/one/run.ts': `function main(): void {
  // #region main
  run();
  if (true) {
    stop();
  }
  // #endregion main
}
`,
  LICENSE: 'MIT\n',
};

/** Writes a repository with some files changed. A file that is \`undefined\` is left out. */
export async function smallRepository(
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'batch-status-pages-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ ...faultless, ...changes })) {
    if (text === undefined) continue;
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

/** A faultless file with one text in place of another. */
export function changed(file: string, from: string, to: string): Record<string, string> {
  const text = faultless[file]!;
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  return { [file]: text.replace(from, to) };
}
