import { pnpm } from './pnpm.js';
import { readTarballs } from './release/publish-plan.ts';
import { run } from './run.ts';

/** A package as it is published. */
export interface Packed {
  name: string;
  tarball: string;
}

/**
 * Packs packages of this repository, all in one process. If the variable `TARBALLS` names a folder
 * that `changeset pack` wrote, its tarballs are used instead, so that tests check what is published.
 *
 * @param folder Where the tarballs are put.
 */
export async function pack(names: readonly string[], folder: string): Promise<Packed[]> {
  const source = process.env['TARBALLS'];
  const ready = source === undefined ? [] : await readTarballs(source);
  const found = ready.filter(({ name }) => names.includes(name));
  const missing = names.filter((name) => !found.some((each) => each.name === name));
  return [...found, ...(missing.length > 0 ? await packNow(missing, folder) : [])];
}

async function packNow(names: readonly string[], folder: string): Promise<Packed[]> {
  const filters = names.map((name) => `--filter=${name}`);
  const options = ['--json', '--pack-destination', folder];
  const { ok, output } = await run(pnpm('--recursive', ...filters, 'pack', ...options));
  if (!ok) throw new Error(output);
  const packed = JSON.parse(output) as { name: string; filename: string }[];
  return packed.map(({ name, filename }) => ({ name, tarball: filename }));
}
