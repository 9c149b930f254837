import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** In bytes: room for hundreds of batch ids. */
const longest = 256 * 1024;

/** The body of a request, which must be an object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longest) {
      // The rest of the body is not read.
      throw new Refusal('too_large', `The body must have at most ${longest} bytes.`, {
        Connection: 'close',
      });
    }
    chunks.push(chunk);
  }
  const body = parsed(Buffer.concat(chunks).toString());
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>;
  }
  throw new Refusal('invalid', 'The body must be an object in JSON.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
