/** A part of the slots is for batches that get no responses. They wait this many times as long. */
const doubtfulRest = 3;

/** How many requests for batches that got no response may be in progress at once. */
export const doubtfulSlots = (slots: number): number => Math.max(1, slots / (doubtfulRest + 1));

/** How long such batches wait after a request that took this long, in milliseconds. */
export const restAfter = (duration: number, slots: number): number =>
  (doubtfulRest * duration) / doubtfulSlots(slots);
