export { formatDuration, formatTimeLeft, type FormatNumber } from './bar/format.ts';
export {
  segmentNames,
  segmentsOf,
  type Counts,
  type Segment,
  type SegmentName,
} from './bar/segments.ts';
export { barStyles } from './bar/styles.ts';
export { phaseWords } from './bar/words.ts';
