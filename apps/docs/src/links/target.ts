import { posix } from 'node:path';

/** Where a link of a document leads. */
export type Target =
  | { kind: 'elsewhere' }
  /** An address that works on one host only. */
  | { kind: 'absolute' }
  /** A file or folder of the repository, by its path from the root, and a fragment without `#`. */
  | { kind: 'file'; file: string; anchor?: string };

/** The repository on GitHub. */
export const repository = 'https://github.com/batch-status/batch-status';

const onGitHub = new RegExp(`^${repository}/(?:blob|tree)/main/`);

/** Finds where a link leads, by its document, without a look at the disk. */
export function targetOf(document: string, url: string): Target {
  const ours = onGitHub.exec(url)?.[0];
  if (ours === undefined && /^[a-z][a-z\d+.-]*:|^\/\//i.test(url)) return { kind: 'elsewhere' };
  const [path = '', anchor] = (ours === undefined ? url : url.slice(ours.length)).split('#');
  if (path.startsWith('/')) return { kind: 'absolute' };
  const folder = ours === undefined ? posix.dirname(document) : '.';
  const file = path === '' ? document : posix.join(folder, decodeURI(path));
  return { kind: 'file', file, ...(anchor === undefined ? {} : { anchor }) };
}
