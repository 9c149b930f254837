import { dirname, join } from 'node:path';

/** The two sides of the `#` in a `$ref`, percent-decoded. */
export function partsOf(reference: string): { path: string; fragment: string } {
  const [path, fragment = ''] = reference.split(/#(.*)/s, 2) as [string, string?];
  return { path: percentDecoded(path), fragment: percentDecoded(fragment) };
}

/** The file that a relative path in another file refers to. */
export function fileBeside(file: string, path: string): string {
  return join(dirname(file), path);
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
