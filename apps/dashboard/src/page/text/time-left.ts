import { formatTimeLeft as format } from '@batch-status/element/bar';
import type { TimeLeft } from '../state/time-left.ts';
import { numbers } from './numbers.ts';

/** What is likely, and the range with its confidence. */
export const formatTimeLeft = (timeLeft: TimeLeft): [likely: string, range: string] =>
  format(timeLeft, (count) => numbers.format(count));
