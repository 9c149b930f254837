import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin, fromRoot } from './run.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-arrows-'));
  await cp(fromRoot('oxlint.config.ts'), join(folder, 'oxlint.config.ts'));
  await symlink(fromRoot('node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rm(folder, { recursive: true }));

async function lint(file: string, text: string): Promise<{ ok: boolean; output: string }> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
  return await new Promise((resolve) => {
    execFile(bin('oxlint'), ['--deny-warnings', file], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ ok: !error, output: stdout + stderr }),
    );
  });
}

test('a room may import what it sees', async () => {
  const text =
    "import { statusPath } from '@batch-status/spec';\nexport const path: string = statusPath;\n";
  expect(await lint('packages/client-core/src/good.ts', text)).toMatchObject({ ok: true });
});

test.each([
  [
    'packages/spec/src/a.ts',
    "import { watch } from '@batch-status/client-core';\nwatch();",
    'arrows',
  ],
  [
    'packages/client-core/src/b.ts',
    "import { readFileSync } from 'node:fs';\nreadFileSync('x');",
    'every runtime',
  ],
  ['packages/client-core/src/c.ts', 'setTimeout(() => undefined, 5);', 'Clock'],
  ['packages/client-core/src/d.ts', 'export const now: number = Date.now();', 'Clock'],
  [
    'apps/cli/src/e.ts',
    "import { judge } from '@batch-status/client-core/src/judge.ts';\njudge();",
    'index.ts',
  ],
  [
    'apps/cli/src/f.ts',
    "import { judge } from '../../../packages/client-core/src/call/judge.ts';\njudge();",
    'by its name',
  ],
  [
    'packages/invariants/src/i.ts',
    "import { statusPath } from '@batch-status/spec';\nexport const path: string = statusPath;",
    'arrows',
  ],
  [
    'openapi/rules/j.ts',
    "import { checkExchange } from '@batch-status/conformance';\ncheckExchange();",
    'arrows',
  ],
  ['packages/fetch-client/src/g.ts', "export * from './h.ts';", 'barrel'],
  ...(
    [
      ['time', '../settings/options.ts', 'time imports no other folder'],
      ['errors', '../settings/options.ts', 'errors imports no other folder'],
      ['forecast', '../watch/update.ts', 'forecast imports no other folder'],
      ['settings', '../call/transport.ts', 'settings imports time, errors'],
      ['call', '../forecast/phase.ts', 'call imports time, errors, settings'],
      ['watch', '../monitor/agenda.ts', 'watch imports time, errors'],
      ['monitor', '../index.ts', 'monitor imports time, errors'],
      ['call', 'node:fs', 'every runtime'],
      ['call', '@batch-status/fetch', 'arrows'],
    ] as const
  ).map(
    ([layer, from, why], index) =>
      [
        `packages/client-core/src/${layer}/l${index}.ts`,
        `import { it } from '${from}';\nit();`,
        why,
      ] as const,
  ),
])('%s may not hold what it holds', async (file, text, why) => {
  if (file.endsWith('g.ts'))
    await lint('packages/fetch-client/src/h.ts', 'export const h: number = 1;\n');
  const { ok, output } = await lint(file, text);
  expect(ok).toBe(false);
  expect(output.replaceAll(/\s*[│|]?\s+/g, ' ')).toContain(why);
});
