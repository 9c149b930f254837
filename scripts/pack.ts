import { pnpm } from './pnpm.js';
import { run } from './run.ts';

/** A package as it is published. */
export interface Packed {
  name: string;
  tarball: string;
  /** The paths of its files. */
  files: string[];
}

/**
 * Packs packages of this repository, all in one process.
 *
 * @param folder Where the tarballs are put.
 */
export async function pack(names: readonly string[], folder: string): Promise<Packed[]> {
  const filters = names.map((name) => `--filter=${name}`);
  const options = ['--json', '--pack-destination', folder];
  const { ok, output } = await run(pnpm('--recursive', ...filters, 'pack', ...options));
  if (!ok) throw new Error(output);
  const packed = JSON.parse(output) as {
    name: string;
    filename: string;
    files: { path: string }[];
  }[];
  return packed.map(({ name, filename, files }) => ({
    name,
    tarball: filename,
    files: files.map(({ path }) => path),
  }));
}
