import type { Transition } from '../../src/index.ts';

export const at = 1000;
export const dial = (call: string, attempt = 1): Transition => ({
  kind: 'dial',
  at,
  call,
  attempt,
});
export const end = (
  call: string,
  attempt = 1,
  failure: string | null = null,
  time = 2000,
): Transition => ({
  ...{ kind: 'end', at: time, call, attempt, duration: 1000, failure },
});
export const requeue = (call: string, attempt = 1): Transition => ({
  ...{ kind: 'requeue', at: 3000, call, attempt },
});
export const add = (addition: number, calls: number): Transition => ({
  ...{ kind: 'add', at: 1500, addition, calls },
});
export const cancel: Transition = { kind: 'cancel', at: 4000 };
export const complete: Transition = { kind: 'complete', at: 5000 };
