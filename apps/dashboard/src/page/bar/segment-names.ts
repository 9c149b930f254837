import type { SegmentName } from '@batch-status/element/bar';

/** In the order in which a bar draws them. */
export const segmentNames: readonly SegmentName[] = [
  ...(['completed', 'failed', 'active', 'waiting', 'unaccounted'] as const),
];
