import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A release that is published, and the repository on GitHub that it belongs to. */
export interface Finish {
  api: string;
  /** `owner/name`. */
  repository: string;
  commit: string;
  token: string;
  packages: readonly { name: string; version: string }[];
  /** The folder of the software bills of materials. */
  sboms: string;
}

/** What the README says to use as `batch-status/batch-status@v<major>`. */
const actionPackage = '@batch-status/contract-tests';

/**
 * Attaches the software bills of materials to the releases of the packages, and moves the tag
 * `v<major>` to the version of the action that was released. Running it twice changes nothing.
 */
export async function finishRelease(finish: Finish): Promise<void> {
  for (const { name, version } of finish.packages) {
    await attach(finish, `${name}@${version}`, sbomOf(name, version));
  }
  const action = finish.packages.find(({ name }) => name === actionPackage);
  // The tag is for those who want the newest version that is stable.
  if (action !== undefined && !action.version.includes('-')) {
    await moveTag(finish, `v${action.version.split('.')[0]}`);
  }
}

/** The name of the file that `pnpm sbom` writes for a package. */
const sbomOf = (name: string, version: string): string =>
  `${name.replace('@', '').replace('/', '-')}-${version}.cdx.json`;

interface GitHubRelease {
  upload_url: string;
  assets: { name: string }[];
}

async function attach(finish: Finish, tag: string, file: string): Promise<void> {
  const path = `/repos/${finish.repository}/releases/tags/${encodeURIComponent(tag)}`;
  const found = await send(finish, 'GET', finish.api + path);
  const { upload_url: template, assets } = (await found.json()) as GitHubRelease;
  if (assets.some(({ name }) => name === file)) return;
  const url = new URL(template.replace(/\{.*$/, ''));
  url.searchParams.set('name', file);
  await send(finish, 'POST', url.href, await readFile(join(finish.sboms, file), 'utf8'));
}

async function moveTag(finish: Finish, tag: string): Promise<void> {
  const refs = `${finish.api}/repos/${finish.repository}/git`;
  const found = await send(finish, 'GET', `${refs}/ref/tags/${tag}`, undefined, [404]);
  if (found.status === 404) {
    const ref = { ref: `refs/tags/${tag}`, sha: finish.commit };
    await send(finish, 'POST', `${refs}/refs`, JSON.stringify(ref));
  } else {
    const moved = { sha: finish.commit, force: true };
    await send(finish, 'PATCH', `${refs}/refs/tags/${tag}`, JSON.stringify(moved));
  }
}

async function send(
  { token }: Finish,
  method: string,
  url: string,
  body?: string,
  expected: readonly number[] = [],
): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok && !expected.includes(response.status)) {
    throw new Error(
      `${method} ${url} was answered by ${response.status}: ${await response.text()}`,
    );
  }
  return response;
}
