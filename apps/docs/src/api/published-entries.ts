import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

import { failOn, type Problem } from '../pages/page.ts';

/** The path of an entry below `api/`, such as `fetch/proxy`. */
export const entryPath = (specifier: string): string => specifier.replace(/^@[^/]+\//, '');

/** What a program can import from a published package. */
export interface PublishedEntry {
  /** What follows `from` in an import, such as `@batch-status/fetch/proxy`. */
  specifier: string;
  /** Its page below `api/`, such as `fetch/proxy`. */
  path: string;
  /** Its source, by its path from the root of the repository. */
  source: string;
  /** Other specifiers of the same source. */
  alsoAs: string[];
  /** What its package is, by the manifest. */
  description: string;
}

interface Manifest {
  name: string;
  description: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  exports?: Record<string, string | Record<string, string>>;
  /** What replaces members of the manifest when the package is published. */
  publishConfig?: { exports?: Record<string, unknown> };
}

/** The condition by which the manifests name the sources of their entries. */
export const sourceCondition = '@batch-status/source';

/**
 * Everything that programs can import from the published packages of a repository, by the manifests,
 * after what it depends on.
 */
export async function publishedEntries(root: string): Promise<PublishedEntry[]> {
  const entries = new Map<string, PublishedEntry>();
  const problems: Problem[] = [];
  for (const [file, manifest] of await publishedManifests(root)) {
    const published = manifest.publishConfig?.exports;
    for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
      if (published && !Object.hasOwn(published, subpath)) continue;
      // Such as the contract.
      if (typeof target === 'string' && /\.(?:json|yaml)$/.test(target)) continue;
      const path = typeof target === 'string' ? undefined : target[sourceCondition];
      if (path === undefined) {
        const message = `The entry "${subpath}" does not name its source, so the site has no page about it. Add "${sourceCondition}".`;
        problems.push({ file, line: await lineOf(root, file, subpath), message });
        continue;
      }
      const source = posix.join(posix.dirname(file), path);
      const specifier = posix.join(manifest.name, subpath);
      const known = entries.get(source);
      if (known) {
        known.alsoAs.push(specifier);
        continue;
      }
      entries.set(source, {
        specifier,
        path: entryPath(specifier),
        source,
        alsoAs: [],
        description: manifest.description,
      });
    }
  }
  failOn(problems);
  return [...entries.values()];
}

async function lineOf(root: string, file: string, subpath: string): Promise<number> {
  const text = await readFile(join(root, file), 'utf8');
  return text.slice(0, text.indexOf(`"${subpath}"`)).split('\n').length;
}

async function publishedManifests(root: string): Promise<[file: string, Manifest][]> {
  const files: string[] = [];
  for await (const file of glob('{packages,apps}/*/package.json', { cwd: root })) {
    files.push(file.replaceAll('\\', '/'));
  }
  const published = new Map<string, [string, Manifest]>();
  for (const file of files.toSorted()) {
    const manifest = JSON.parse(await readFile(join(root, file), 'utf8')) as Manifest;
    if (!manifest.private) published.set(manifest.name, [file, manifest]);
  }
  const sorted = new Set<[string, Manifest]>();
  const visit = (name: string): void => {
    const found = published.get(name);
    if (!found || sorted.has(found)) return;
    Object.keys(found[1].dependencies ?? {}).forEach(visit);
    sorted.add(found);
  };
  for (const name of published.keys()) visit(name);
  return [...sorted];
}
