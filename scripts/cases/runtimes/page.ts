import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, posix } from 'node:path';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import type { RuntimeName } from '@batch-status/client-suite/runner';
import { importingCode } from './entry-code.ts';
import type { Program } from './runtime.ts';

/** How a page loads the client: bundled, as `@batch-status/fetch/browser`, or by an import map. */
export type Loading = 'bundled' | 'one file' | 'import map';

const oneFile = '/node_modules/@batch-status/fetch/dist/browser.js';

/** Serves the page that runs the cases, at another origin than the fault server. */
export async function servePage(
  program: Program,
  runtime: RuntimeName,
  loading: Loading,
): Promise<LoopbackServer> {
  const { folder, name } = program;
  const code = importingCode(program, runtime, loading === 'one file' ? oneFile : undefined);
  if (loading === 'bundled') {
    const { build } = await import('esbuild');
    await build({
      stdin: { contents: code, resolveDir: folder },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      outfile: join(folder, `${name}.js`),
    });
  } else {
    await writeFile(join(folder, `${name}.js`), code);
  }
  const imports = loading === 'import map' ? await importMap(folder) : {};
  const html = `<!doctype html><meta charset="utf-8"><title>Cases</title><link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/${name}.js"></script>`;
  const server = createServer((request, response) => {
    const path = posix.normalize(request.url ?? '/');
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end(html);
    } else {
      readFile(join(folder, path)).then(
        (file) => response.setHeader('content-type', 'text/javascript').end(file),
        () => response.writeHead(404).end(),
      );
    }
  });
  return listenOnLoopback(server);
}

interface Manifest {
  exports?: Conditions;
  module?: string;
  main?: string;
  dependencies?: Record<string, string>;
}
interface Conditions {
  [condition: string]: string | Conditions;
}

/** Where a page finds each package that it imports: the fetch client and what that depends on. */
async function importMap(folder: string): Promise<Record<string, string>> {
  const imports: Record<string, string> = {};
  const names = ['@batch-status/fetch'];
  for (const name of names) {
    const path = `/node_modules/${name}`;
    const text = await readFile(join(folder, path, 'package.json'), 'utf8');
    const { exports, module, main, dependencies = {} } = JSON.parse(text) as Manifest;
    const target = exports?.['.'] ?? exports ?? module ?? main ?? 'index.js';
    imports[name] = posix.join(path, fileFor(target));
    names.push(...Object.keys(dependencies).filter((each) => !names.includes(each)));
  }
  return imports;
}

/** The file that a bundler for browsers would choose. */
function fileFor(target: string | Conditions): string {
  if (typeof target === 'string') return target;
  const condition = Object.keys(target).find((each) =>
    ['browser', 'import', 'default'].includes(each),
  );
  if (condition === undefined) throw new Error('The package has no module for a page.');
  return fileFor(target[condition]!);
}
