import { expect, test } from 'vitest';

import { start } from './start-command.ts';

test('docs:dev serves every kind of page on loopback, and prints its address', async () => {
  const { child, exited, printed } = start('dev', '--port', '0');
  const url = await printed(/http:\/\/127\.0\.0\.1:\d+\//);
  for (const [path, text] of [
    ['', 'Follow your first batch'],
    ['guides/react/', 'useBatch'],
    ['guides/react.md', '# Show a batch with React'],
    ['reference/', 'averageCallDuration'],
    ['reference/text/', 'averageCallDuration'],
  ] as const) {
    const response = await fetch(`${url}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).toContain(text);
  }
  child.kill('SIGINT');
  expect(await exited).toMatchObject({ code: process.platform === 'win32' ? null : 0 });
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
