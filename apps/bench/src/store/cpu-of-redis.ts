import type { Redis } from 'ioredis';

/** The CPU time that Redis has used, in microseconds. */
export async function cpuOfRedis(connection: Redis): Promise<number> {
  const info = await connection.info('cpu');
  const secondsOf = (name: string): number =>
    Number(new RegExp(`^${name}:(.*)`, 'm').exec(info)![1]);
  return (secondsOf('used_cpu_user') + secondsOf('used_cpu_sys')) * 1e6;
}
