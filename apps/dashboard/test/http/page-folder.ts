import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const index = `<!doctype html>
<html lang="en">
  <head>
    <title>Batch status</title>
    <script type="module" src="./assets/index-B1.js"></script>
  </head>
</html>
`;

/** A folder that is removed at the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A folder as a build of the page leaves it. */
export function pageFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), index);
  writeFileSync(join(folder, 'assets/index-B1.js'), `/* ${'x'.repeat(2000)} */`);
  writeFileSync(join(folder, 'assets/calm-C2.svg'), '<svg/>');
  writeFileSync(join(folder, 'assets/notes.txt'), 'not for the web');
  return folder;
}
