import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Record<string, string | undefined>;

/** The program that `REDIS_SERVER` names, or else Redis or Valkey in the path. */
export function findRedis(env: Environment = process.env): string | undefined {
  const { REDIS_SERVER: named, PATH: path = '' } = env;
  if (named) return existsSync(named) ? named : undefined;
  const folders = path.split(delimiter).filter(Boolean);
  const places = ['redis-server', 'valkey-server'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return places.find((place) => existsSync(place));
}
