import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startServer, type ServerProcess } from '../loopback/start-server.ts';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import type { Grid, Table } from '../reports/table.ts';
import { kilobytes } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import type { KeptConnections } from './connections-apart.ts';

const connections = 10_000;
const seconds = 60;
const batchId = 'unchanged';

interface Kept {
  errors: number;
  /** Bytes of the server, for each connection. */
  memory: number;
}

/** What thousands of clients cost that keep their connections. */
export async function benchConnections(port: number): Promise<(Table | Grid)[]> {
  using redis = await startServer('store-server.ts', '--redis', String(port));
  const response = await fetch(statusUrl(redis.url, batchId), { headers: credentials });
  const size = (await response.arrayBuffer()).byteLength;
  using bare = await startServer('constant-server.ts', '--size', String(size));
  const names = ['node:http, a constant', 'a batch in Redis'];
  const kept = [await keep(bare), await keep(redis)];
  const load = `${connections.toLocaleString('en')} connections for ${seconds} seconds, with a request on each every ten seconds.`;
  return [
    {
      name: 'store-connections',
      title: 'Connections that are kept',
      note: `Kilobytes of the server’s memory for each connection. ${load} The ratio is to the bare server.`,
      unit: kilobytes,
      figures: figuresOf(names, [kept.map(({ memory }) => memory)]),
    },
    {
      name: 'store-connection-errors',
      title: 'Errors of connections that are kept',
      note: `Connections that were closed or got no correct response. ${load}`,
      columns: [{ name: 'errors', format: 'whole' }],
      figures: names.map((name, index) => ({ name, values: [kept[index]!.errors] })),
    },
  ];
}

async function keep(server: ServerProcess): Promise<Kept> {
  const file = fileURLToPath(new URL('connections-apart.ts', import.meta.url));
  const before = await server.memory();
  const client = fork(file, {
    execArgv: ['--conditions=@batch-status/source'],
  });
  const options: KeptConnections = {
    ...{ url: statusUrl(server.url, batchId), connections, seconds },
  };
  client.send(options);
  const [errors] = (await once(client, 'message')) as [number];
  const memory = ((await server.memory()) - before) / connections;
  client.kill();
  await once(client, 'exit');
  return { errors, memory };
}
