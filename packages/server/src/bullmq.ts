/**
 * Counts the calls of a BullMQ worker in a store.
 *
 * @packageDocumentation
 */

export { tracked, type TrackedOptions } from './bullmq/tracked.ts';
export type { TrackedCall } from './bullmq/tracked-call.ts';
