import type { Redis } from 'ioredis';
import { startServer, type ServerProcess } from '../loopback/start-server.ts';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import type { Table } from '../reports/table.ts';
import { microseconds, perSecond } from '../reports/units.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { countResponses } from '../server/load.ts';
import { compare, responsesPerSecond } from '../server/server.ts';
import { cpuOfRedis } from './cpu-of-redis.ts';

const batchId = 'unchanged';
const connections = 50;
const processes = 4;
const duration = 500;
const rounds = 9;

/** Responses of servers whose batches are in Redis. */
export async function benchResponses(port: number, connection: Redis): Promise<Table[]> {
  await connection.flushall();
  using embedded = await startServer('store-server.ts');
  const servers: ServerProcess[] = [];
  try {
    while (servers.length < processes) {
      servers.push(await startServer('store-server.ts', '--redis', String(port)));
    }
    const [first] = servers;
    return [
      {
        name: 'store-unchanged',
        title: 'An unchanged batch in Redis',
        note: 'Responses per second of the server’s CPU, over 50 connections. The ratio is to the same handler with a store in the process.',
        unit: perSecond,
        figures: await compare(
          [
            { name: 'SQLite, in the process', server: embedded, batchId },
            { name: 'Redis', server: first!, batchId },
          ],
          responsesPerSecond,
        ),
      },
      {
        name: 'store-processes',
        title: 'A batch in Redis that several processes serve',
        note: `Microseconds of CPU of all servers and of Redis for each response, over ${connections} connections to one server after the other. The ratio is to one process.`,
        unit: microseconds,
        figures: await takeTurns(
          {
            '1 process': () => cpuOfResponse([first!], connection),
            [`${processes} processes`]: () => cpuOfResponse(servers, connection),
          },
          rounds,
        ),
      },
    ];
  } finally {
    for (const server of servers) server[Symbol.dispose]();
  }
}

async function cpuOfResponse(servers: readonly ServerProcess[], redis: Redis): Promise<number> {
  const cpu = async (): Promise<number> => {
    const used = await Promise.all([cpuOfRedis(redis), ...servers.map((server) => server.cpu())]);
    return used.reduce((sum, each) => sum + each);
  };
  const before = await cpu();
  let responses = 0;
  // One after the other: on a machine with few processors, servers at once would compete for them.
  for (const server of servers) {
    responses += await countResponses({
      ...{ url: statusUrl(server.url, batchId), headers: credentials, status: 200 },
      ...{ connections, duration },
    });
  }
  return ((await cpu()) - before) / responses;
}
