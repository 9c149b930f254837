import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs that is installed. A path is used as it is. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = new Set(['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)]);
  const places = names.flatMap((name) =>
    name.includes('/') ? name : [...folders].map((folder) => join(folder, name)),
  );
  return places.find((place) => existsSync(place));
}
