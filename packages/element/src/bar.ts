export {
  formatAge,
  formatDuration,
  formatTimeLeft,
  numbersFor,
  type Numbers,
} from './bar/format.ts';
export { segmentsOf, type Counts, type Segment, type SegmentName } from './bar/segments.ts';
export { barStyles } from './bar/styles.ts';
export { phaseWords } from './bar/words.ts';
