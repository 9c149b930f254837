import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../src/session/environment.ts';
import { apiKey, workspaceId } from '../discretion.ts';
import { runCommand } from '../run-command.ts';

const faults = inject('faultServerUrl');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-environment-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('variables that are not set are read from the file', async () => {
  const path = await file(
    'whole.env',
    '# of the account\nTRILLET_API_KEY="k 1"\nexport TRILLET_WORKSPACE_ID=w # mine\nTRILLET_BASE_URL=http://a\n',
  );
  expect(readEnvironment({}, path)).toEqual({
    TRILLET_API_KEY: 'k 1',
    TRILLET_WORKSPACE_ID: 'w',
    TRILLET_BASE_URL: 'http://a',
  });
  const variables = { TRILLET_API_KEY: 'mine', TRILLET_WORKSPACE_ID: '' };
  expect(readEnvironment(variables, path)).toMatchObject({
    TRILLET_API_KEY: 'mine',
    TRILLET_WORKSPACE_ID: 'w',
  });
});

test('the message names what is missing and says where to set it', async () => {
  const path = await file('half.env', 'TRILLET_WORKSPACE_ID=w\n');
  expect(() => readEnvironment({}, path)).toThrow(
    `TRILLET_API_KEY is set neither in the environment nor in ${path}. Add a line such as TRILLET_API_KEY=… to the file.`,
  );
  expect(() => readEnvironment({})).toThrow(
    'TRILLET_API_KEY and TRILLET_WORKSPACE_ID are not set. Set them, for example with `export TRILLET_API_KEY=…`, or name a file with -e.',
  );
});

describe.concurrent('--env-file', () => {
  const bare = { TRILLET_API_KEY: '', TRILLET_WORKSPACE_ID: '' };

  test('provides the credentials that are sent', async () => {
    const path = await file(
      'run.env',
      `TRILLET_API_KEY=${apiKey}\nTRILLET_WORKSPACE_ID=${workspaceId}\n`,
    );
    const args = ['get', 'good~env-file', '--env-file', path];
    expect(await runCommand(args, faults, { env: bare })).toMatchObject({ code: 0, stderr: '' });
    const seen = await fetch(`${faults}/seen?good~env-file`);
    expect(await seen.json()).toMatchObject([
      { headers: { 'x-api-key': apiKey, 'x-workspace-id': workspaceId } },
    ]);
  });

  test.each<[string, () => Promise<string>, string]>([
    ['a missing file', () => Promise.resolve(join(folder, 'none')), 'does not exist'],
    ['a folder', () => Promise.resolve(folder), 'is a folder'],
    [
      'a file in Latin-1',
      () => file('latin.env', Buffer.from([0x80, 0xff])),
      'is not text in UTF-8',
    ],
    ['a file with a null', () => file('null.env', 'TRILLET_API_KEY=a\0b'), 'is not text in UTF-8'],
    [
      'a file without the key',
      () => file('empty.env', ''),
      'TRILLET_API_KEY and TRILLET_WORKSPACE_ID are set neither',
    ],
  ])('-e rejects %s with exit code 2', async (_what, make, words) => {
    const result = await runCommand(['get', 'b', '-e', await make()], faults, { env: bare });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: [^\n]+\.\n$/);
    expect(result.stderr).toContain(words);
  });

  // On Windows, an owner can read every file.
  test.skipIf(process.platform === 'win32')(
    'a file without read permission is rejected',
    async () => {
      const path = await file('locked.env', '');
      await chmod(path, 0);
      const isRoot = process.geteuid?.() === 0;
      // Root can read it; the user `nobody` cannot.
      if (isRoot) process.seteuid?.(65_534);
      try {
        expect(() => readEnvironment({}, path)).toThrow('permission denied');
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    },
  );
});
