import { Script } from '@batch-status/redis-script';
import type { Cluster, Redis } from 'ioredis';
import { exchangeScript } from './scripts/exchange-script.ts';
import { finishScript } from './scripts/finish-script.ts';
import { followScript } from './scripts/follow-script.ts';
import { hastenScript } from './scripts/hasten-script.ts';
import { leaveScript } from './scripts/leave-script.ts';
import { serverScript } from './scripts/server-script.ts';
import { turnScript } from './scripts/turn-script.ts';
import { unfollowScript } from './scripts/unfollow-script.ts';

type ScriptName =
  | 'exchange'
  | 'finish'
  | 'follow'
  | 'hasten'
  | 'leave'
  | 'server'
  | 'turn'
  | 'unfollow';

const scripts: Record<ScriptName, Script> = {
  exchange: new Script(exchangeScript),
  finish: new Script(finishScript),
  follow: new Script(followScript),
  hasten: new Script(hastenScript),
  leave: new Script(leaveScript),
  server: new Script(serverScript),
  turn: new Script(turnScript),
  unfollow: new Script(unfollowScript),
};

/** Runs a script over the keys of one monitor. */
export type RunScript = (name: ScriptName, args: readonly (string | number)[]) => Promise<unknown>;

/** @param prefix What the keys of the monitor begin with. */
export const monitorScripts =
  (connection: Redis | Cluster, prefix: string): RunScript =>
  (name, args) =>
    scripts[name].run(connection, [prefix], args);
