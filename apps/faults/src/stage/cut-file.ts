import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** What a power failure takes, in bytes. */
const lost = 64 * 1024;

/** Cuts the end off the append-only file of a Redis that does not run. */
export function cutAppendOnlyFile(folder: string): void {
  const files = join(folder, 'appendonlydir');
  const name = readdirSync(files).find((file) => file.endsWith('.incr.aof'))!;
  const file = join(files, name);
  const { size } = statSync(file);
  if (size < 2 * lost) throw new Error(`The append-only file has only ${size} bytes.`);
  truncateSync(file, size - lost);
}
