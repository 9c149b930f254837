import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Rolldown } from 'tsdown';

/** The folder of the package that a module is of, unless it is one of ours. */
const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Adds `licences.txt`, because code of others may be distributed only with its license. */
export function licences(): Rolldown.Plugin {
  return {
    name: 'licences',
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const source = (await licencesOf(modules)).join(`\n\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: `${source}\n` });
    },
  };
}

/** Our license and those of the packages in a file, as a comment that minifiers keep. */
export async function licenceComment({ moduleIds }: { moduleIds: string[] }): Promise<string> {
  const ours = (await readFile(new URL('../LICENSE', import.meta.url), 'utf8')).trim();
  return `/*!\n${[ours, ...(await licencesOf(moduleIds))].join('\n\n')}\n*/`;
}

async function licencesOf(modules: string[]): Promise<string[]> {
  const sections = await Promise.all([...foldersOf(modules)].map(licenceOf));
  return sections.filter((section) => section !== undefined).toSorted();
}

/** Folders of packages and modules: code that a package took from others has its license beside it. */
function foldersOf(modules: string[]): Set<string> {
  const folders = new Set<string>();
  for (const id of modules) {
    const root = packageFolder.exec(id)?.[0];
    if (root) folders.add(root).add(dirname(id));
  }
  return folders;
}

async function licenceOf(folder: string): Promise<string | undefined> {
  const root = packageFolder.exec(folder)![0];
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(manifest) as Record<string, string>;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file && folder !== root) return undefined;
  if (!file) throw new Error(`${name} has no license file; leave it out of the bundle.`);
  const part = relative(root, folder);
  const title = part ? `${name} ${version}, ${part}` : `${name} ${version}`;
  return `${title}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`;
}
