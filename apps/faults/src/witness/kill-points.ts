import type { Witness } from './witness.ts';

/** A place in the code at which a process kills itself. */
export type Place =
  | 'before the dial is recorded'
  | 'during the call'
  | 'before the end is recorded'
  | 'after the end is recorded'
  | 'after BullMQ has the end'
  | 'during a response'
  | 'while jobs are added';

export interface KillPoint {
  place: Place;
  /** Matches the subject: the name of a call, or the number of a response or of a job. */
  subject: string;
  /** How many processes die there. */
  times: number;
}

/** Called at every place. It does not return if the process must die there. */
export type Reach = (place: Place, subject: string) => void;

export function killsAt(points: readonly KillPoint[], witness: Witness): Reach {
  return (place, subject) => {
    const point = points.find((one) => one.place === place && one.subject === subject);
    if (!point) return;
    const deaths = witness
      .events()
      .filter(
        (event) => event.kind === 'killed' && event.place === place && event.call === subject,
      );
    if (deaths.length >= point.times) return;
    witness.append('killed', subject, place);
    process.kill(process.pid, 'SIGKILL');
  };
}
