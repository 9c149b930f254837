import { expect, test } from 'vitest';
import { run } from './run.ts';

// The formatter rejects CRLF, and a generated file with it counts as stale.
test('Git checks out every file with the bytes that were committed, on Windows too', async () => {
  const { output } = await run(['git', 'ls-files', '--eol']);
  const lines = output.trim().split('\n');
  expect(lines.filter((line) => line.endsWith('\tpackage.json'))).toHaveLength(1);
  const stays = /^i\/(?:-text .*|(?:lf|none) .* attr\/text=auto eol=lf|.* attr\/-text)\s/;
  expect(lines.filter((line) => !stays.test(line)).slice(0, 9)).toEqual([]);
});
