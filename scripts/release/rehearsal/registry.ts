import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { createUser, hashesIn, startVerdaccio } from './verdaccio.ts';

/** When the connection of an upload is cut: before the registry has all of it, or has answered. */
export type Cut = 'before it is stored' | 'before the answer';

export interface Registry extends AsyncDisposable {
  url: string;
  /** The token of a user. Others may not publish. */
  token: string;
  /** The packages that the registry has accepted, in order. */
  uploads: string[];
  /** The hashes of the tarballs that the registry has, by `name@version`. */
  published: () => Promise<Map<string, string>>;
  /** Accepts this many more uploads, and cuts the connection of all that follow. */
  cutAfter: (uploads: number, cut: Cut) => void;
  /** Accepts every upload again. */
  repair: () => void;
}

/** Starts a registry without packages, behind a proxy that can cut connections. */
export async function startRegistry(): Promise<Registry> {
  const storage = await mkdtemp(join(tmpdir(), 'batch-status-registry-'));
  const verdaccio = await startVerdaccio(storage);
  const uploads: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  let cut: Cut = 'before it is stored';
  const proxy = createServer((request, response) => {
    const { method, headers, url: path, socket } = request;
    const name = decodeURIComponent(path!.slice(1));
    const isUpload = method === 'PUT' && !name.startsWith('-/');
    const isCut = isUpload && left === 0;
    if (isUpload && !isCut) left -= 1;
    if (isCut && cut === 'before it is stored') {
      request.once('data', () => socket.destroy());
      return;
    }
    const forwarded = sendRequest({ port: verdaccio.port, method, path, headers }, (answer) => {
      if (isUpload && answer.statusCode === 201) uploads.push(name);
      if (isCut) {
        socket.destroy();
        return;
      }
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  const { url, close } = await listenOnLoopback(proxy);
  return {
    url,
    token: await createUser(verdaccio.url),
    uploads,
    published: () => hashesIn(storage),
    cutAfter: (count, kind) => {
      left = count;
      cut = kind;
    },
    repair: () => {
      left = Number.POSITIVE_INFINITY;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([close(), verdaccio.close()]);
      await rm(storage, { recursive: true, force: true });
    },
  };
}
