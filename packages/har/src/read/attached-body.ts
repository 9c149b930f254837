import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

interface Content {
  text?: unknown;
  _file?: unknown;
}

/**
 * An entry with its body, where the recorder has put that into a file beside the recording, as
 * Playwright does with `content: 'attach'`. Without that file, the body is one that was not recorded.
 */
export function withAttachedBody(entry: unknown, recording: string): unknown {
  const { response } = (entry ?? {}) as { response?: { content?: Content | null } | null };
  const { text, _file: name } = response?.content ?? {};
  // A name that leads elsewhere would have any file of this machine judged, and told of.
  if (text !== undefined || typeof name !== 'string' || name !== basename(name)) return entry;
  try {
    const body = readFileSync(join(dirname(recording), name), 'base64');
    const content = { ...response!.content, text: body, encoding: 'base64' };
    return { ...(entry as object), response: { ...response, content } };
  } catch {
    return entry;
  }
}
