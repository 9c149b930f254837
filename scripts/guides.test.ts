import { glob, readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot } from './run.ts';

/** An example of a guide, with the name of its file. */
interface Shown {
  name: string;
  code: string;
}

const guides: string[] = [];
for await (const file of glob('docs/guides/*.md', { cwd: fromRoot('') })) guides.push(file);

const read = (path: string): Promise<string> => readFile(fromRoot(path), 'utf8');

const filesOf = (guide: string): string => `apps/examples/${basename(guide, '.md')}`;

const shownIn = (text: string): Shown[] =>
  [...text.matchAll(/^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm)].map(([, name, code]) => ({
    name: name!,
    code: code!,
  }));

test('there are guides', () => {
  expect(guides).not.toEqual([]);
});

test.each(guides)('%s shows what runs in tests', async (guide) => {
  const shown = shownIn(await read(guide));
  const files = shown.map(async ({ name }) => ({
    name,
    code: await read(`${filesOf(guide)}/${name}`),
  }));
  expect(shown).toEqual(await Promise.all(files));
});

test.each(guides)('%s shows or links each of its files', async (guide) => {
  const text = await read(guide);
  const names = await readdir(fromRoot(filesOf(guide)), { recursive: true, withFileTypes: true });
  const missing = names.filter((entry) => entry.isFile() && !text.includes(entry.name));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test.each(guides)('%s begins with an example and is short', async (guide) => {
  const text = await read(guide);
  const [beginning = ''] = text.split('\n## ');
  expect(shownIn(beginning)).not.toEqual([]);
  expect(text.split('\n').length - 1).toBeLessThanOrEqual(120);
});
