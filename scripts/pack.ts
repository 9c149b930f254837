import { pnpm } from './pnpm.js';
import { readTarballs } from './release/publish-plan.ts';
import { Failed, run, type Outcome } from './run.ts';

/** A package as it is published. */
export interface Packed {
  name: string;
  tarball: string;
}

interface PackOutput {
  name: string;
  filename: string;
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

/**
 * Packs packages as they are now.
 *
 * @param runCommand Runs a command in the workspace of the packages.
 */
export async function packNow(
  names: readonly string[],
  folder: string,
  runCommand: (command: string[]) => Promise<Outcome> = run,
): Promise<Packed[]> {
  const filters = names.map((name) => `--filter=${name}`);
  const options = ['--json', '--pack-destination', folder];
  const { ok, output } = await runCommand(pnpm('--recursive', ...filters, 'pack', ...options));
  if (!ok) throw new Failed(output);
  // A list only if there are several.
  const packed = [JSON.parse(output) as PackOutput | PackOutput[]].flat();
  return packed.map(({ name, filename }) => ({ name, tarball: filename }));
}
