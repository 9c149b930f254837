import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contractGate } from './contract-gate.ts';
import { readReleasedPrograms, releasedContract, storeRelease } from './released.ts';

const contract = (minimum: number): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        get: {
          responses: {
            '200': {
              description: '',
              content: { 'application/json': { schema: { type: 'integer', minimum } } },
            },
          },
        },
      },
    },
  });

const changeset = (level: string): string =>
  `---\n'@batch-status/spec': ${level}\n---\n\nSomething.\n`;

/** A repository with these files. */
async function repository(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'contract-gate-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const after = (version: string, files: Record<string, string>): Promise<string> =>
  repository({
    'packages/spec/package.json': JSON.stringify({ version }),
    'openapi/released.yaml': contract(0),
    'openapi/batch-status.yaml': contract(-1),
    ...files,
  });

test('before the first release there is nothing to compare', async () => {
  const root = await repository({ 'openapi/batch-status.yaml': contract(0) });
  expect(await contractGate(root)).toEqual({ ok: true, text: 'no released contract' });
});

test('smaller changesets fail, with both levels, the witness, and the file to write', async () => {
  const root = await after('1.2.0', { '.changeset/one.md': changeset('minor') });
  const { ok, text } = await contractGate(root);
  expect(ok).toBe(false);
  expect(text.split('\n')).toEqual([
    'The contract changed by major since the last release, but the changesets announce minor.',
    'GET /things: 200: least number: 0 → -1 (openapi/batch-status.yaml:1)',
    'Only the changed contract accepts this:',
    '  GET http://localhost/things',
    expect.stringMatching(/^ {2}200 -/),
    'All changes: pnpm contract-tests diff openapi/released.yaml openapi/batch-status.yaml',
    'Write .changeset/contract.md, and say in it what users must do:',
    '',
    '---',
    "'@batch-status/spec': major",
    '---',
  ]);
});

test('before 1.0.0, major counts as minor', async () => {
  const minor = await after('0.3.0', { '.changeset/one.md': changeset('minor') });
  expect(await contractGate(minor)).toMatchObject({ ok: true });
  const patch = await after('0.3.0', {
    '.changeset/contract.md': changeset('patch'),
    '.changeset/README.md': changeset('major'),
  });
  const { ok, text } = await contractGate(patch);
  expect(ok).toBe(false);
  expect(text).toContain(
    'by minor (before 1.0.0, major counts as minor) since the last release, but the changesets announce patch.',
  );
  expect(text).toContain('Write .changeset/contract-2.md');
});

test('a contract that did not change needs no changeset', async () => {
  const root = await after('1.2.0', { 'openapi/batch-status.yaml': contract(0) });
  expect(await contractGate(root)).toMatchObject({ ok: true });
});

test('a release keeps its contract, type tests, and examples', async () => {
  const root = await repository({
    'openapi/batch-status.yaml': contract(0),
    'scripts/types/consumers/node.ts': 'export {};\n',
    'packages/spec/README.md': '# Spec\n\n```ts\nconst one = 1;\n```\n',
  });
  await storeRelease(root);
  expect(await readFile(join(root, releasedContract), 'utf8')).toBe(contract(0));
  expect(await readReleasedPrograms(root)).toEqual({
    consumers: { 'node.ts': 'export {};\n' },
    examples: [{ file: 'packages/spec/README.md', line: 4, code: 'const one = 1;\n' }],
  });
});
