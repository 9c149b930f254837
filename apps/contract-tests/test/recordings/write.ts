/** Writes `recordings/` again. Run by `pnpm --filter @batch-status/contract-tests recordings`. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordingFiles } from './recordings.ts';

const folder = fileURLToPath(new URL('../../../../recordings', import.meta.url));
const files = await recordingFiles();
await rm(folder, { recursive: true, force: true });
for (const [path, text] of files) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
