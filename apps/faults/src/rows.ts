/** A fault, and the script of the same name in `rows/` that causes it. */
export interface Row {
  script: string;
  fault: string;
}

export const rows: readonly Row[] = [
  { script: 'lost-node', fault: 'one of three cluster nodes is gone for 20 s, twice' },
  { script: 'killed-worker', fault: 'workers are killed at each step of a call' },
  { script: 'blocked-worker', fault: 'an event loop is blocked for longer than a lock' },
  { script: 'killed-server', fault: 'a server and `create` are killed; SIGTERM to all' },
  { script: 'killed-redis', fault: 'Redis is killed ten times' },
  { script: 'power-loss', fault: 'Redis loses its last 64 kB' },
  { script: 'power-loss-in-cluster', fault: 'a node of the store loses its last 64 kB' },
  { script: 'full-redis', fault: 'Redis is full: that of the store, and both' },
  { script: 'full-disk', fault: 'the disk of SQLite is full, twice' },
  { script: 'broken-network', fault: 'connections are cut, stalled, and half-closed' },
  { script: 'lost-redis', fault: 'the Redis of a shared monitor is away for a minute' },
  { script: 'wiped-redis', fault: 'the same, and it has lost everything' },
  { script: 'dead-followers', fault: 'processes that follow batches die' },
  { script: 'killed-pollers', fault: 'processes are killed while they poll' },
  { script: 'clock-set-back', fault: 'clocks are set back by an hour' },
];
