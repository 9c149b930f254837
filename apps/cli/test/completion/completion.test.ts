import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { shells, type Shell } from '../../src/completion/shells.ts';
import { runCommand } from '../run-command.ts';

const script = async (shell: Shell): Promise<string> =>
  (await runCommand(['completion', shell], 'http://a.example')).stdout;

/** A folder with the completion script and a file to complete. */
async function folderWith(shell: Shell): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-completion-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'script'), await script(shell));
  await writeFile(join(folder, 'account file.env'), '');
  return folder;
}

const run = async (program: string, args: string[], cwd: string): Promise<string[]> => {
  const { stdout } = await promisify(execFile)(program, args, { cwd });
  return stdout.split('\n').filter((line) => line !== '');
};

/** What Bash completes after these words; the last one is being typed. */
async function inBash(...words: string[]): Promise<string[]> {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const commands = `. ./script; COMP_WORDS=(batch-status ${typed}); COMP_CWORD=${words.length}; _batch_status; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return run('bash', ['--norc', '-c', commands], await folderWith('bash'));
}

test('the script of every shell has all commands and all options', async () => {
  for (const shell of shells) {
    const text = await script(shell);
    for (const word of ['watch', 'wait', 'get', 'completion', 'exit-codes', 'powershell']) {
      expect({ shell, text }).toMatchObject({ text: expect.stringContaining(word) });
    }
    for (const option of ['json', 'max-rate', 'max-outage', 'ids-from', 'env-file', 'help']) {
      expect({ shell, text }).toMatchObject({ text: expect.stringContaining(option) });
    }
    expect(text).toMatch(/^[\u0020-\u007E\n]+$/);
  }
});

test('an unknown shell is wrong usage, and the message names those that there are', async () => {
  const { code, stderr } = await runCommand(['completion', 'tcsh'], 'http://a.example');
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish, powershell');
});

// Windows has no Bash of its own.
test.skipIf(process.platform === 'win32')(
  'Bash completes commands, options, values, and files',
  async () => {
    expect(await inBash('wa')).toEqual(['watch', 'wait']);
    expect(await inBash('watch', 'demo', '--max-s')).toEqual(['--max-staleness']);
    expect(await inBash('get', '--max-s')).toEqual([]);
    expect(await inBash('completion', 'p')).toEqual(['powershell']);
    expect(await inBash('watch', '-e', 'acc')).toEqual(['account file.env']);
    expect(await inBash('watch', '--max-wait', '')).toEqual([]);
  },
);
