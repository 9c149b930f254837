import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rolldown } from 'tsdown';

/** The folder of the package that a module is of, unless it is one of ours. */
const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Adds `licences.txt`: whoever passes on the code of others has to pass on their licences too. */
export function licences(): Rolldown.Plugin {
  return {
    name: 'licences',
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const folders = new Set(modules.flatMap((id) => packageFolder.exec(id)?.[0] ?? []));
      const sections = await Promise.all([...folders].map(licenceOf));
      const source = sections.toSorted().join(`\n\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: `${source}\n` });
    },
  };
}

async function licenceOf(folder: string): Promise<string> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(manifest) as Record<string, string>;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no file with its licence; leave it out of the bundle.`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`;
}
