import { expect, test } from 'vitest';

import { parseMarkdown } from '../src/pages/markdown.ts';
import { fillSnippets } from '../src/snippets/fill-snippets.ts';
import { regionsOf } from '../src/snippets/region.ts';
import { smallRepository } from './small-repository.ts';

async function filled(body: string, files: Record<string, string> = {}): Promise<string> {
  return fillSnippets(await smallRepository(files), parseMarkdown('docs/guides/a.md', body, 0));
}

const code = 'run();\nif (true) {\n  stop();\n}';

test('a stale block gets the code of its region, and keeps what follows its language', async () => {
  expect(
    await filled('<!-- snippet apps/examples/one/run.ts#main -->\n\n```ts title="a"\nold\n```\n'),
  ).toBe(`<!-- snippet apps/examples/one/run.ts#main -->\n\n\`\`\`ts title="a"\n${code}\n\`\`\`\n`);
});

test('a reference without a block gets one', async () => {
  expect(await filled('<!-- snippet apps/examples/one/run.ts#main -->\n\nText\n')).toBe(
    `<!-- snippet apps/examples/one/run.ts#main -->\n\n\`\`\`ts\n${code}\n\`\`\`\n\nText\n`,
  );
});

test('code in a list is indented, and its empty lines are not', async () => {
  const body = '1. Step\n\n   <!-- snippet a.sh -->\n\n   ```sh\n   ```\n';
  expect(await filled(body, { 'a.sh': 'one\n\ntwo\n' })).toBe(
    '1. Step\n\n   <!-- snippet a.sh -->\n\n   ```sh\n   one\n\n   two\n   ```\n',
  );
});

test('code with backticks is fenced by more of them', async () => {
  const text = await filled('<!-- snippet a.sh -->\n\n```sh\n```\n', { 'a.sh': 'echo "```"\n' });
  expect(text).toBe('<!-- snippet a.sh -->\n\n````sh\necho "```"\n````\n');
});

test('what cannot be read stays as it is', async () => {
  const body = '<!-- snippet missing.ts -->\n\n```ts\nold\n```\n';
  expect(await filled(body)).toBe(body);
});

test.each([
  ['TypeScript', '// #region a', '// #endregion a'],
  ['a shell', '# #region a', '# #endregion a'],
  ['HTML', '<!-- #region a -->', '<!-- #endregion a -->'],
  ['CSS', '/* #region a */', '/* #endregion a */'],
])('%s marks a region with its own comments', (_, start, end) => {
  const regions = regionsOf(`before\n  ${start}\n    one\n  two\n  ${end}\nafter\n`);
  expect(regions.get('a')).toBe('  one\ntwo');
  expect(regions.get('')).toBe('before\n    one\n  two\nafter');
});

test('a region inside another one is part of both, without its marks', () => {
  const source = '// #region a\none\n// #region b\ntwo\n// #endregion b\n// #endregion a\n';
  expect(Object.fromEntries(regionsOf(source))).toEqual({
    '': 'one\ntwo',
    a: 'one\ntwo',
    b: 'two',
  });
});

test.each([
  ['// #region a\n', 'has a region "a" without an end'],
  ['// #endregion a\n', 'ends a region "a" that does not begin'],
  ['// #region a\n// #endregion a\n// #region a\n// #endregion a\n', 'has two regions "a"'],
])('%j is a fault', (source, fault) => {
  expect(() => regionsOf(source)).toThrow(fault);
});
