import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { packageBin } from './package-bin.ts';
import { fromRoot, run } from './run.ts';

/** Text that the formatter would change, by the name's ending. */
const unformatted: Record<string, string> = {
  '.js': 'let  a',
  '.ts': 'let  a',
  '.json': '{"a":  1}',
  '.md': 'a  \n\n\nb',
  '.yaml': 'a:   1',
  '.yml': 'a:   1',
};

/** Generated, copied as it stands elsewhere, or laid out by hand. */
const exempt = [
  'openapi/batch-status.yaml',
  'openapi/examples/processing.json',
  'packages/spec/openapi.*',
  'packages/spec/src/generated/*',
  'pnpm-lock.yaml',
  'recordings/*/*.findings.json',
  '**/CHANGELOG.md',
];

const unformattedIn = (folder: string): Promise<string[]> =>
  new Promise((resolve) => {
    const [node = '', ...oxfmt] = packageBin('oxfmt');
    execFile(node, [...oxfmt, '--list-different'], { cwd: folder }, (_, stdout) =>
      resolve(stdout.replaceAll('\\', '/').trim().split('\n').toSorted()),
    );
  });

// A pattern meant for one folder can hide other folders of the same name.
test('the formatter sees every tracked source file that is not exempt', async () => {
  const { output } = await run(['git', 'ls-files']);
  const sources = output.split('\n').filter((file) => extname(file) in unformatted);
  const wanted = sources.filter((file) => !exempt.some((pattern) => matchesGlob(file, pattern)));
  expect(wanted).toContain('package.json');
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-formatter-'));
  try {
    for (const file of sources) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), unformatted[extname(file)]!);
    }
    const config = await readFile(fromRoot('.oxfmtrc.json'), 'utf8');
    await writeFile(join(folder, '.oxfmtrc.json'), `\n\n${config}`);
    expect(await unformattedIn(folder)).toEqual(wanted.toSorted());
  } finally {
    await rm(folder, { recursive: true });
  }
});
