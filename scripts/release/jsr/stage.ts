import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Packed } from '../../pack.ts';
import { Failed, run } from '../../run.ts';
import type { PublishedPackage } from '../workspace.ts';
import { readJsrManifest, type JsrManifest } from './manifest.ts';

interface NpmManifest {
  version: string;
  exports: Record<string, string | { types?: string }>;
  dependencies?: Record<string, string>;
}

/**
 * Makes a workspace of Deno from tarballs of npm, with the changes that JSR requires.
 *
 * @param folder A folder outside of this repository, whose `.gitignore` would hide `dist` from Deno.
 */
export async function stageForJsr(
  packages: readonly PublishedPackage[],
  tarballs: readonly Packed[],
  folder: string,
): Promise<void> {
  const versions = new Map(packages.map(({ name, version }) => [name, version]));
  for (const each of packages) {
    const { tarball } = tarballs.find(({ name }) => name === each.name)!;
    const member = join(folder, basename(each.path));
    await mkdir(member, { recursive: true });
    const { ok, output } = await run([
      'tar',
      '-xzf',
      tarball,
      '-C',
      member,
      '--strip-components=1',
    ]);
    if (!ok) throw new Failed(output);
    const npm = JSON.parse(await readFile(join(member, 'package.json'), 'utf8')) as NpmManifest;
    const jsr = await readJsrManifest(each);
    if (npm.version !== jsr.version) {
      throw new Failed(`${each.name} is ${npm.version} on npm, and ${jsr.version} in jsr.json.`);
    }
    // Deno would read it instead of jsr.json, and take our packages from npm.
    await rm(join(member, 'package.json'));
    const imports = importsOf(npm.dependencies ?? {}, versions);
    await writeFile(join(member, 'jsr.json'), JSON.stringify({ ...jsr, imports }));
    await nameTypes(member, jsr, npm);
    await adaptDeclarations(member);
    await linkDependencies(each, Object.keys(imports), join(folder, 'node_modules'));
  }
  const workspace = packages.map(({ path }) => `./${basename(path)}`);
  await writeFile(
    join(folder, 'deno.json'),
    JSON.stringify({ workspace, nodeModulesDir: 'manual' }),
  );
}

/** Where each import leads: to JSR if the package is published there, else to npm. */
function importsOf(
  dependencies: Record<string, string>,
  versions: ReadonlyMap<string, string>,
): Record<string, string> {
  const targets = Object.entries(dependencies).map(([name, range]) => {
    const registry = versions.has(name) ? 'jsr' : 'npm';
    return [name, `${registry}:${name}@${range}`];
  });
  return Object.fromEntries(targets) as Record<string, string>;
}

/** JavaScript has no `exports` with types on JSR: each entry names its own. */
async function nameTypes(folder: string, jsr: JsrManifest, npm: NpmManifest): Promise<void> {
  for (const [entry, target] of Object.entries(jsr.exports)) {
    const conditions = npm.exports[entry];
    if (typeof conditions !== 'object' || conditions.types === undefined) continue;
    const file = join(folder, target);
    const code = await readFile(file, 'utf8');
    await writeFile(file, `// @ts-self-types="./${basename(conditions.types)}"\n${code}`);
  }
}

/**
 * JSR refuses a package that adds a library of TypeScript to its users. Deno has them all. It finds
 * declarations only by their own name if they have no module, such as those that entries share.
 */
async function adaptDeclarations(folder: string): Promise<void> {
  for await (const path of glob('dist/**/*.d.ts', { cwd: folder })) {
    const file = join(folder, path);
    const code = await readFile(file, 'utf8');
    const adapted = code
      .replaceAll(/^\/\/\/ <reference lib=.*\n/gm, '')
      .replaceAll(/(?<=(?:from |import\()")(\.\/[^"]+)\.js(?=")/g, (specifier, module: string) =>
        existsSync(join(dirname(file), specifier)) ? specifier : `${module}.d.ts`,
      );
    await writeFile(file, adapted);
  }
}

/** With the installed dependencies, Deno checks the types without a network. */
async function linkDependencies(
  { path }: PublishedPackage,
  names: readonly string[],
  modules: string,
): Promise<void> {
  for (const name of names.filter((each) => !each.startsWith('@batch-status/'))) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(path, 'node_modules', name), join(modules, name), 'junction');
  }
}
