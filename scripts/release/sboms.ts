import { join, resolve } from 'node:path';
import { pnpm } from '../pnpm.js';
import { published } from '../published.ts';
import { Failed, run } from '../run.ts';

/** Writes the software bill of materials of each published package, in the format of CycloneDX. */
export async function writeSboms(folder: string): Promise<void> {
  const { ok, output } = await run(
    pnpm(
      'sbom',
      ...published.map((name) => `--filter=${name}`),
      ...['--sbom-format', 'cyclonedx', '--lockfile-only', '--prod', '--split'],
      ...['--out', join(resolve(folder), '%s-%v.cdx.json')],
    ),
  );
  if (!ok) throw new Failed(output);
}
