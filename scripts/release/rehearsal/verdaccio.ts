import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { runServer } from 'verdaccio';

/** Starts a registry that stores packages in a folder, and has no other registry behind it. */
export async function startVerdaccio(storage: string): Promise<LoopbackServer> {
  const server: unknown = await runServer({
    self_path: storage,
    configPath: join(storage, 'config.yaml'),
    storage,
    uplinks: {},
    // The fewest rounds that bcrypt accepts, because the password protects nothing.
    auth: { htpasswd: { file: join(storage, 'htpasswd'), algorithm: 'bcrypt', rounds: 4 } },
    packages: { '@*/*': { access: '$all', publish: '$authenticated' } },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  });
  return listenOnLoopback(server as Server);
}

/** Creates a user. Returns the token that logs this user in. */
export async function createUser(url: string): Promise<string> {
  const response = await fetch(`${url}/-/user/org.couchdb.user:ada`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'ada', password: 'correct horse' }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`Verdaccio created no user: ${response.status}`);
  return token;
}

/** The hashes of the tarballs in the folder of a registry, by `name@version`. */
export async function hashesIn(storage: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for await (const file of glob('@*/*/*.tgz', { cwd: storage })) {
    const name = dirname(file).replaceAll('\\', '/');
    const version = basename(file, '.tgz').slice(basename(name).length + 1);
    const hash = createHash('sha256').update(await readFile(join(storage, file)));
    hashes.set(`${name}@${version}`, `sha256-${hash.digest('base64')}`);
  }
  return hashes;
}
