import { once } from 'node:events';
import { connect } from 'node:net';
import { startRedis, type RedisOptions, type RedisServer } from './start-redis.ts';

/** Nodes of a cluster, which share its slots. None has a replica. */
export interface RedisCluster extends AsyncDisposable {
  nodes: RedisServer[];
  stop: () => Promise<void>;
}

const slots = 16_384;

/** Starts a cluster of three nodes. It works on if one of them is gone, without its slots. */
export async function startRedisCluster({ args = [] }: RedisOptions = {}): Promise<RedisCluster> {
  const ofCluster = ['--cluster-enabled', 'yes', '--cluster-require-full-coverage', 'no'];
  const nodes = await Promise.all(
    [0, 1, 2].map(() => startRedis({ args: [...ofCluster, ...args] })),
  );
  const share = Math.ceil(slots / nodes.length);
  for (const [index, { port }] of nodes.entries()) {
    const count = Math.min(share, slots - index * share);
    const own = Array.from({ length: count }, (_, slot) => index * share + slot);
    await send(port, `CLUSTER ADDSLOTS ${own.join(' ')}`);
    // Otherwise, all begin at epoch 0, and have to settle that first.
    await send(port, `CLUSTER SET-CONFIG-EPOCH ${index + 1}`);
  }
  for (const { port } of nodes.slice(1)) {
    await send(nodes[0]!.port, `CLUSTER MEET 127.0.0.1 ${port}`);
  }
  await Promise.all(nodes.map(({ logged }) => logged('Cluster state changed: ok')));
  await Promise.all(nodes.map(({ port }) => knowsAll(port)));
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  return { nodes, stop, [Symbol.asyncDispose]: stop };
}

/** Resolves once a node knows which nodes have all slots. Each answer takes a turn of the cluster. */
async function knowsAll(port: number): Promise<void> {
  while (!(await send(port, 'CLUSTER INFO')).includes(`cluster_slots_ok:${slots}`));
}

/** Sends a command in one line, and returns its reply. */
async function send(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let reply = '';
  socket.on('data', (data: string) => {
    reply += data;
  });
  socket.end(`${command}\r\nQUIT\r\n`);
  await once(socket, 'close');
  if (reply.startsWith('-')) throw new Error(`${command.slice(0, 40)}: ${reply}`);
  return reply;
}
