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

test('a file has what the environment lacks, and the environment wins', async () => {
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

test('what is missing is named, with where to put it', async () => {
  const path = await file('half.env', 'TRILLET_WORKSPACE_ID=w\n');
  expect(() => readEnvironment({}, path)).toThrow(
    `Neither the environment nor ${path} has TRILLET_API_KEY; add it to the file, as a line such as TRILLET_API_KEY=….`,
  );
  expect(() => readEnvironment({})).toThrow(
    'The environment has no TRILLET_API_KEY and no TRILLET_WORKSPACE_ID; set them, for example by `export TRILLET_API_KEY=…`, or name a file by --env-file.',
  );
});

describe.concurrent('--env-file', () => {
  const bare = { TRILLET_API_KEY: '', TRILLET_WORKSPACE_ID: '' };

  test('has the credentials that the server gets', async () => {
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
    ['a file that is not there', () => Promise.resolve(join(folder, 'none')), 'does not exist'],
    ['a folder', () => Promise.resolve(folder), 'is a folder'],
    ['no text', () => file('binary.env', Buffer.from([0x80, 0, 0xff])), 'is no text'],
    ['a file without the key', () => file('empty.env', ''), 'has TRILLET_API_KEY'],
  ])('-e refuses %s in a sentence, with exit code 2', async (_what, make, words) => {
    const result = await runCommand(['get', 'b', '-e', await make()], faults, { env: bare });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^batch-status: [^\n]+\.\n$/);
    expect(result.stderr).toContain(words);
  });

  // Windows lets its owner read every file.
  test.skipIf(process.platform === 'win32')('a file that may not be read is refused', async () => {
    const path = await file('locked.env', '');
    await chmod(path, 0);
    const isRoot = process.geteuid?.() === 0;
    // Root may read it; the user nobody may not.
    if (isRoot) process.seteuid?.(65_534);
    try {
      expect(() => readEnvironment({}, path)).toThrow('may not be read');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
