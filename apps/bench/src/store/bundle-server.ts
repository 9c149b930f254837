import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { repositoryRoot } from '../package-command.ts';

const entry = fileURLToPath(new URL('../loopback/reference-server.ts', import.meta.url));
const scope = '@batch-status/';

/** Bundles the reference server of `src/loopback` with the packages of a folder. */
export async function bundleServer(root: string, outfile: string): Promise<string> {
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node' },
    plugins: [packagesOf(root, await sourcesOf(root))],
    // That of an extracted package extends a file that was not extracted.
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  return outfile;
}

/** The source files by the names under which packages export them. */
async function sourcesOf(root: string): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const file of globSync('{packages,apps}/*/package.json', { cwd: root })) {
    const { name, exports = {} } = JSON.parse(await readFile(join(root, file), 'utf8')) as {
      name: string;
      exports?: Record<string, string | Record<string, string>>;
    };
    for (const [path, target] of Object.entries(exports)) {
      const source = typeof target === 'string' ? target : target['@batch-status/source'];
      if (source) sources.set(join(name, path), join(root, dirname(file), source));
    }
  }
  return sources;
}

function packagesOf(root: string, sources: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'packages',
    setup(bundling) {
      bundling.onResolve({ filter: /^@batch-status\// }, ({ path }) => ({
        path: sources.get(path)!,
      }));
      bundling.onResolve(
        { filter: /^[a-z]/ },
        ({ path, importer, kind, pluginData, resolveDir }) => {
          if (path.startsWith(scope) || pluginData === 'resolved' || importer === '')
            return undefined;
          if (root === repositoryRoot || !importer.startsWith(root)) return undefined;
          // Extracted packages have no dependencies of their own.
          const own = join(repositoryRoot, relative(root, resolveDir));
          return bundling.resolve(path, { kind, resolveDir: own, pluginData: 'resolved' });
        },
      );
    },
  };
}
