import type { BatchStatus } from '@batch-status/node';
import type { Discretion } from './discretion.ts';
import { CallCounter, type SavedCalls } from './seen-calls.ts';

/** The member of a batch in Redis that has the counts of all dashboards together. */
const member = 'seenByDashboards';
/** Redis keeps thousands of reports, so each has only as many calls as a few responses. */
const remembered = 40;

type PassedOn = BatchStatus & { [member]?: SavedCalls };

/**
 * What dashboards pass on to each other: the batch as viewers may see it, and the calls that were counted
 * in this response and all before it. The dashboard that gets a response is the only one that sees all of
 * its calls, because the others get only the newest of several reports.
 */
export const passOn =
  ({ batch: discreet }: Discretion) =>
  (batch: BatchStatus, previous: BatchStatus | undefined): BatchStatus => {
    const visible = discreet(batch);
    const counter = new CallCounter(previous && passedOnCalls(previous));
    counter.see(visible.recent_calls ?? []);
    const counted = counter.save();
    const passedOn: PassedOn = {
      ...visible,
      [member]: { ...counted, last: counted.last.slice(-remembered) },
    };
    return passedOn;
  };

/** What {@link passOn} has counted. */
export const passedOnCalls = (batch: BatchStatus): SavedCalls | undefined =>
  (batch as PassedOn)[member];
