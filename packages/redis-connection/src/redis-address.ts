import { readFileSync } from 'node:fs';

/** Where Redis is, and how to log in. */
export interface RedisAddress {
  host: string;
  port: number;
  db: number;
  isCluster: boolean;
  tls: boolean;
  username: string | undefined;
  password: string | undefined;
}

/** Redis cannot be used. The message says why and what to do, in one sentence, without a password. */
export class RedisError extends Error {
  override name = 'RedisError';
}

export interface RedisSources {
  /** The URL of the option, which others on the machine can see. */
  store: string | undefined;
  /** A file with the password. */
  passwordFile: string | undefined;
  /** `REDIS_URL`, which may have a password. */
  redisUrl: string | undefined;
}

const schemes: Record<string, { isCluster: boolean; tls: boolean }> = {
  'redis:': { isCluster: false, tls: false },
  'rediss:': { isCluster: false, tls: true },
  'redis+cluster:': { isCluster: true, tls: false },
  'rediss+cluster:': { isCluster: true, tls: true },
};

/**
 * Finds the address and the password of Redis. The password is that of a file or of `REDIS_URL`.
 *
 * @throws RedisError if there is no address, or if it is not one.
 */
export function redisAddress({ store, passwordFile, redisUrl }: RedisSources): RedisAddress {
  const fromEnvironment = redisUrl ? parse(redisUrl, 'REDIS_URL') : undefined;
  const address = store === undefined ? fromEnvironment : parse(store, '--store');
  if (address === undefined) {
    throw new RedisError('No Redis is named; use --store redis://<host>:<port>, or set REDIS_URL.');
  }
  if (store !== undefined && (address.password !== undefined || address.username !== undefined)) {
    throw new RedisError(
      'The URL of --store has a user or a password, which others on this machine can see; set REDIS_URL instead, or use --password-file.',
    );
  }
  const { username, password } = fromEnvironment ?? {};
  const isSame = fromEnvironment?.host === address.host && fromEnvironment.port === address.port;
  return {
    ...address,
    ...(isSame ? { username, password } : {}),
    ...(passwordFile === undefined ? {} : { password: readPassword(passwordFile) }),
  };
}

function parse(text: string, source: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const kind = schemes[url?.protocol ?? ''];
  const db = /^\/?(\d{0,4})$/.exec(url?.pathname ?? '');
  const username = decoded(url?.username);
  const password = decoded(url?.password);
  // Some clients read a password from the query.
  const isPlain = url?.search === '' && url.hash === '';
  const isDecoded = username !== undefined && password !== undefined;
  // A cluster has no other database than 0.
  const isPresent = !kind?.isCluster || Number(db?.[1]) === 0;
  if (!url || !kind || url.hostname === '' || !db || !isPlain || !isDecoded || !isPresent) {
    throw new RedisError(
      `${source} is not the URL of a Redis; use redis://<host>:<port>, or redis+cluster://<host>:<port> for a cluster.`,
    );
  }
  return {
    ...kind,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 6379),
    db: Number(db[1]),
    username: username || undefined,
    password: password || undefined,
  };
}

/** Returns nothing if the text is not correctly percent-encoded. */
function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new RedisError(
      'The file of --password-file cannot be read; name a file that this program can read.',
    );
  }
}
