/**
 * What a monitor is made of that many processes share. It is for packages of this project, such as
 * `@batch-status/node/shared`, and may change in any release.
 *
 * @module
 */

export { halfOctaveOf, type Planned } from './polling/agenda.ts';
export { freshFor } from './polling/poller.ts';
export type { PollerSettings } from './polling/poller-settings.ts';
export type { Failing, ServerPauseState } from './polling/server-pause.ts';
export type { FollowedState } from './sharing/followed-state.ts';
export type { FollowedBatch, Patience } from './watch/followed-batch.ts';
export type { Drain } from './forecast/drain.ts';
export type { Knowledge } from './forecast/learn.ts';
export type { Observation } from './forecast/observation.ts';
export type { Mark, Milestone } from './forecast/pace.ts';
export type { Forecast } from './forecast/planner.ts';
export {
  monitorDefaults,
  resolveMonitorOptions,
  type MonitorSettings,
} from './monitor/monitor-options.ts';
export type { MonitorReport } from './monitor/monitor-report.ts';
export { withoutPersonalData } from './errors/without-personal-data.ts';
export { createSharedMonitor } from './sharing/create-shared-monitor.ts';
export type { SharedPlan } from './sharing/shared-plan.ts';
export type { SharedPollerSettings } from './sharing/shared-poller-settings.ts';
export type {
  Finding,
  Finished,
  Following,
  Grant,
  OpenStore,
  ServerState,
  SharedBatch,
  SharedReport,
  SharedStore,
  Turn,
} from './sharing/shared-store.ts';
