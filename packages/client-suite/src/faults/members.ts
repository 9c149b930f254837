import { byName } from './by-name.ts';
import { batch } from './respond.ts';

const required = [
  'status',
  'isComplete',
  'waiting',
  'active',
  'completed',
  'failed',
  'total',
] as const;
const counts = ['waiting', 'active', 'completed', 'failed', 'total'] as const;
const times = ['startTime', 'lastCompletedTime', 'completedTime', 'averageCallDuration'] as const;

/** A batch in which one member is missing or wrong. */
export const memberFaults = {
  ...byName(
    required,
    (name) => `without-${name}` as const,
    (name) => batch({ [name]: undefined }),
  ),
  ...byName(
    required,
    (name) => `null-${name}` as const,
    (name) => batch({ [name]: null }),
  ),
  ...byName(
    required,
    (name) => `list-${name}` as const,
    (name) => batch({ [name]: [1] }),
  ),
  ...byName(
    counts,
    (name) => `text-${name}` as const,
    (name) => batch({ [name]: '5' }),
  ),
  ...byName(
    counts,
    (name) => `negative-${name}` as const,
    (name) => batch({ [name]: -1 }),
  ),
  ...byName(
    counts,
    (name) => `fractional-${name}` as const,
    (name) => batch({ [name]: 1.5 }),
  ),
  ...byName(
    counts,
    (name) => `imprecise-${name}` as const,
    (name) => batch({ [name]: 2 ** 53 }),
  ),
  ...byName(
    times,
    (name) => `text-${name}` as const,
    (name) => batch({ [name]: '5' }),
  ),
  ...byName(
    times,
    (name) => `negative-${name}` as const,
    (name) => batch({ [name]: -1 }),
  ),
  ...byName(
    times,
    (name) => `null-${name}` as const,
    (name) => batch({ [name]: null }),
  ),
  'text-recent_calls': batch({ recent_calls: 'none' }),
  'object-recent_calls': batch({ recent_calls: {} }),
  'empty-recent_calls': batch({ recent_calls: [] }),
  'number-status': batch({ status: 1 }),
  'text-isComplete': batch({ isComplete: 'no' }),
};
