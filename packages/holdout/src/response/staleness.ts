import type { Plan } from '../run/plan.ts';

/** Which state a server shows, if it does not count the calls for each response. */
export interface Staleness {
  /** The time of the state that is shown at a time. */
  shownAt: (time: number) => number;
  /** When the state of a time is first shown. */
  showsFrom: (time: number) => number;
}

/** @param phase When the server first counts again, if it does so regularly. */
export function createStaleness({ refresh, freeze }: Plan, phase: number): Staleness {
  if (refresh !== undefined) {
    return {
      shownAt: (time) => Math.max(0, phase + Math.floor((time - phase) / refresh) * refresh),
      showsFrom: (time) => phase + Math.ceil((time - phase) / refresh) * refresh,
    };
  }
  if (freeze !== undefined) {
    const isFrozen = (time: number): boolean => time > freeze.from && time < freeze.until;
    return {
      shownAt: (time) => (isFrozen(time) ? freeze.from : time),
      showsFrom: (time) => (isFrozen(time) ? freeze.until : time),
    };
  }
  return { shownAt: (time) => time, showsFrom: (time) => time };
}
