import { benchCache } from './cache/cache-memory.ts';
import { benchCall } from './calls/call.ts';
import { benchDashboard } from './dashboard/dashboard.ts';
import { benchResponses } from './responses/judge-responses.ts';
import { benchNode } from './calls/node.ts';
import { benchExit } from './process/exit.ts';
import { benchStartUp } from './process/start-up.ts';
import type { Grid, Table } from './reports/table.ts';
import { benchReference } from './reference/reference.ts';
import { benchBuild } from './repository/build.ts';
import { benchDocs } from './repository/docs.ts';
import { benchPageSize } from './repository/page-size.ts';
import { benchSize } from './repository/size.ts';
import { benchSharing } from './sharing/sharing.ts';
import { benchServerLatency } from './server/latency.ts';
import { benchServer } from './server/server.ts';
import { benchSimulation } from './simulation/simulation.ts';
import { benchStore } from './store/store.ts';
import { benchDiff } from './verify/diff.ts';
import { benchJudge } from './verify/judge.ts';
import { benchLongEntries } from './verify/long-entries.ts';
import { benchMutate } from './verify/mutate.ts';
import { benchRecord } from './verify/record.ts';
import { benchVerify } from './verify/verify.ts';
import { benchMonitorCost } from './watch/monitor-cost.ts';
import { benchMonitor } from './watch/monitor.ts';
import { benchHeldOut } from './watch/held-out.ts';
import { benchTraining } from './watch/training.ts';
import { benchWatch } from './watch/watch.ts';

/** Measures what belongs together. */
export type Section = () => Promise<(Table | Grid)[]>;

/** In the order of `RESULTS.md`. */
export const sections = {
  call: benchCall,
  node: benchNode,
  cache: benchCache,
  responses: benchResponses,
  watch: benchWatch,
  training: benchTraining,
  'held-out': benchHeldOut,
  monitor: benchMonitor,
  'monitor-cost': benchMonitorCost,
  shared: benchSharing,
  size: benchSize,
  'page-size': benchPageSize,
  server: benchServer,
  'server-latency': benchServerLatency,
  store: benchStore,
  simulation: benchSimulation,
  verify: benchVerify,
  'long-entries': benchLongEntries,
  mutate: benchMutate,
  diff: benchDiff,
  judge: benchJudge,
  record: benchRecord,
  'start-up': benchStartUp,
  exit: benchExit,
  reference: benchReference,
  dashboard: benchDashboard,
  docs: benchDocs,
  build: benchBuild,
} satisfies Record<string, Section>;

export type SectionName = keyof typeof sections;
