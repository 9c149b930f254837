import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '@batch-status/loopback';
import { onTestFinished } from 'vitest';

export interface Registry {
  url: string;
  /** The hashes of the tarballs that were published, by `name@version`. */
  published: Map<string, string>;
  /** Refuses to publish this package. */
  refused: string | undefined;
}

interface Publication {
  name: string;
  versions: Record<string, object>;
  _attachments: Record<string, { data: string }>;
}

/** Accepts and shows versions as the registry of npm does. */
export async function startRegistry(): Promise<Registry> {
  const registry: Registry = { url: '', published: new Map(), refused: undefined };
  const documents = new Map<string, object>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = decodeURIComponent(request.url!.slice(1));
    response.setHeader('content-type', 'application/json');
    if (request.method === 'PUT') {
      const { versions, _attachments: files } = JSON.parse(await text(request)) as Publication;
      const [version] = Object.keys(versions);
      response.statusCode = name === registry.refused ? 500 : 201;
      if (response.statusCode === 201) {
        const bytes = Buffer.from(Object.values(files)[0]!.data, 'base64');
        const hash = createHash('sha256').update(bytes).digest('base64');
        registry.published.set(`${name}@${version}`, `sha256-${hash}`);
        documents.set(name, { name, versions, 'dist-tags': { latest: version } });
      }
      response.end('{}');
      return;
    }
    const document = name.startsWith('-/ping') ? {} : documents.get(name);
    response.statusCode = document ? 200 : 404;
    response.end(JSON.stringify(document ?? { error: 'not_found' }));
  };
  const server = createServer((request, response) => void answer(request, response));
  const { url, close } = await listenOnLoopback(server);
  onTestFinished(close);
  registry.url = url;
  return registry;
}
