/**
 * A monitor that many processes share, on BullMQ and Redis. It needs the packages `bullmq` and `ioredis`.
 *
 * @module
 */

export { sharedMonitor, type SharedMonitorOptions } from './shared/shared-monitor.ts';
