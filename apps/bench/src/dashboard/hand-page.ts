import { copyFile, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('by-hand.js', import.meta.url));

/** Makes a page with the same rows and styles as the built one, but without its code. */
export async function makeHandPage(built: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-by-hand-'));
  const names = await readdir(join(built, 'assets'));
  const styles = names.find((name) => /^index-.*\.css$/.test(name));
  if (!styles) throw new Error(`${built} has no styles of the page.`);
  await copyFile(join(built, 'assets', styles), join(folder, 'page.css'));
  await copyFile(script, join(folder, 'by-hand.js'));
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>By hand</title>
    <link rel="stylesheet" href="./page.css">
    <script type="module" src="./by-hand.js"></script>
  </head>
  <body><main><div class="table"><div class="body"></div></div></main></body>
</html>
`,
  );
  return folder;
}
