import type { BatchStore, Transition } from '@batch-status/server';
import type { Reach } from './kill-points.ts';
import type { Witness } from './witness.ts';

/** A store that says when a dial is requested, and when the end of a call is acknowledged. */
export function witnessedStore(store: BatchStore, witness: Witness, reach: Reach): BatchStore {
  return {
    create: (batch) => store.create(batch),
    read: (batchId) => store.read(batchId),
    activeCalls: () => store.activeCalls(),
    close: () => store.close(),
    async transition(batchId, transitions) {
      const nameOf = (transition: Transition): string =>
        'call' in transition ? `${batchId}/${transition.call}` : batchId;
      const dial = transitions.find(({ kind }) => kind === 'dial');
      const end = transitions.find((one) => one.kind === 'end');
      if (dial) {
        witness.append('asked', nameOf(dial));
        reach('before the dial is recorded', nameOf(dial));
      }
      if (end) reach('before the end is recorded', nameOf(end));
      const outcomes = await store.transition(batchId, transitions);
      if (end && end.again !== true) {
        witness.append('acknowledged', nameOf(end));
        reach('after the end is recorded', nameOf(end));
      }
      return outcomes;
    },
  };
}
