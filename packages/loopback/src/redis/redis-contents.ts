/** A connection of ioredis. */
export interface RedisCaller {
  call(command: string, ...args: string[]): Promise<unknown>;
}

const readers: Record<string, readonly [command: string, ...rest: string[]]> = {
  string: ['GET'],
  hash: ['HGETALL'],
  set: ['SMEMBERS'],
  list: ['LRANGE', '0', '-1'],
  zset: ['ZRANGE', '0', '-1'],
  stream: ['XRANGE', '-', '+'],
};

/** Everything in a Redis as text, for tests that look for what must not be there. */
export async function redisContents(connection: RedisCaller): Promise<string> {
  const keys = (await connection.call('KEYS', '*')) as string[];
  const texts = await Promise.all(
    keys.map(async (key) => {
      const type = (await connection.call('TYPE', key)) as string;
      const [command, ...rest] = readers[type]!;
      return key + JSON.stringify(await connection.call(command, key, ...rest));
    }),
  );
  return texts.join('\n');
}
