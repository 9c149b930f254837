import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishedPackage, Workspace } from '../workspace.ts';

/** What `jsr.json` says about a package. */
export interface JsrManifest {
  name: string;
  version: string;
  license: string;
  exports: Record<string, string>;
  publish: { include: string[]; exclude?: string[] };
}

const fileOf = ({ path }: PublishedPackage): string => join(path, 'jsr.json');

/** The packages that are published to JSR too: those with a `jsr.json`. */
export async function jsrPackages(workspace: Workspace): Promise<PublishedPackage[]> {
  return (await workspace.packages()).filter((each) => existsSync(fileOf(each)));
}

export async function readJsrManifest(each: PublishedPackage): Promise<JsrManifest> {
  return JSON.parse(await readFile(fileOf(each), 'utf8')) as JsrManifest;
}

/** Copies the version of each package to its `jsr.json`. */
export async function setJsrVersions(workspace: Workspace): Promise<void> {
  for (const each of await jsrPackages(workspace)) {
    const text = await readFile(fileOf(each), 'utf8');
    const changed = text.replace(/"version": "[^"]*"/, `"version": "${each.version}"`);
    await writeFile(fileOf(each), changed);
  }
}
