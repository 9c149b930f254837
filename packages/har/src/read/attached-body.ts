import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

interface Content {
  text?: unknown;
  _file?: unknown;
}

/**
 * Adds the body to an entry whose recorder has written it to a file beside the recording, as Playwright
 * does with `content: 'attach'`. If the file is missing, the entry stays without a body.
 */
export function withAttachedBody(entry: unknown, recording: string): unknown {
  const { response } = (entry ?? {}) as { response?: { content?: Content | null } | null };
  const { text, _file: name } = response?.content ?? {};
  // A path to elsewhere would put any file of the machine into findings.
  if (text !== undefined || typeof name !== 'string' || name !== basename(name)) return entry;
  try {
    const body = readFileSync(join(dirname(recording), name), 'base64');
    const content = { ...response!.content, text: body, encoding: 'base64' };
    return { ...(entry as object), response: { ...response, content } };
  } catch {
    return entry;
  }
}
