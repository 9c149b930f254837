import { stat } from 'node:fs/promises';

import { steadyTime } from '@batch-status/time';

/** Shows in a terminal how much of the files was read. */
export interface Progress {
  /** Adds bytes that were read. */
  read(bytes: number): void;
  /** Removes the progress from the terminal. */
  clear(): void;
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

const redrawEvery = 100;
/** A short run ends before progress would be useful. In milliseconds. */
const quietFor = 1000;

export function progressOn(
  terminal: Terminal,
  totalBytes: number,
  now: () => number = steadyTime,
): Progress {
  if (!terminal.isTTY) return { read: () => undefined, clear: () => undefined };
  const begin = now();
  let drawnAt = begin + quietFor - redrawEvery;
  let isDrawn = false;
  let bytes = 0;
  return {
    read(more) {
      bytes += more;
      if (now() - drawnAt < redrawEvery) return;
      drawnAt = now();
      isDrawn = true;
      const share = Math.floor((bytes / totalBytes) * 100);
      const rate = bytes / 1e3 / Math.max(now() - begin, 1);
      terminal.write(
        `\r\u001B[K${share} % of ${(totalBytes / 1e6).toFixed(0)} MB, ${rate.toFixed(0)} MB/s`,
      );
    },
    clear() {
      if (isDrawn) terminal.write('\r\u001B[K');
      isDrawn = false;
    },
  };
}

/** The total size of files, in bytes. */
export async function bytesIn(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
