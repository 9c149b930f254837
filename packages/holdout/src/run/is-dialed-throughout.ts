import type { Course } from './course.ts';

/** Whether the last dial is in the last quarter of the batch, and the first dial before it. */
export function isDialedThroughout({ dialed }: Pick<Course, 'dialed'>, duration: number): boolean {
  const lastQuarter = duration * 0.75;
  return (dialed[0] ?? 0) <= lastQuarter && (dialed.at(-1) ?? 0) >= lastQuarter;
}
