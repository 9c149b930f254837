import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** In bytes: room for hundreds of batch ids. */
const longest = 256 * 1024;

/** The body of a request, which must be an object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = parsed(await contentOf(request));
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>;
  }
  throw new Refusal('invalid', 'The body must be a JSON object.');
}

function contentOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    // The rest of a long body is dropped as it comes: a connection that is closed before all was read is
    // reset, and then the sender may never see the answer.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= longest) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      reject(new Refusal('too_large', `The body must have at most ${longest} bytes.`));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}
