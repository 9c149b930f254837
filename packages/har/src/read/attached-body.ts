import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Content {
  text?: unknown;
  _file?: unknown;
}

interface Entry {
  request?: { postData?: Content | null } | null;
  response?: { content?: Content | null } | null;
}

/** In bytes. */
const largestBody = 256 * 1024 * 1024;

/**
 * Adds the bodies to an entry whose recorder has written them to files beside the recording, as Playwright
 * does with `content: 'attach'`. Without its file, a body is left out.
 *
 * @param folder The folder of the recording.
 */
export function withAttachedBodies(entry: unknown, folder: string): unknown {
  const { request, response } = (entry ?? {}) as Entry;
  const sent = attached(request?.postData, folder);
  const received = attached(response?.content, folder);
  if (!sent && !received) return entry;
  return {
    ...(entry as object),
    ...(sent ? { request: { ...request, postData: sent } } : {}),
    ...(received ? { response: { ...response, content: received } } : {}),
  };
}

function attached(content: Content | null | undefined, folder: string): Content | undefined {
  const { text, _file: name } = content ?? {};
  // Playwright writes an empty text beside the file of a request.
  if (typeof name !== 'string' || (text !== undefined && text !== '')) return undefined;
  // A path to elsewhere would put any file of the machine into findings.
  if (name !== basename(name)) return undefined;
  const path = join(folder, name);
  try {
    if (statSync(path).size > largestBody) return undefined;
    return { ...content, text: readFileSync(path, 'base64'), encoding: 'base64' } as Content;
  } catch {
    return undefined;
  }
}
