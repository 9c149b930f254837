const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const withSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat(undefined, {
  ...{ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
});

/** Within this time, a time of day says which one is meant. */
const unambiguous = 20 * 3_600_000;

/** The time of day in the browser's zone, with the date if it is not near. */
export const formatTime = (at: number, now: number): string =>
  (Math.abs(at - now) < unambiguous ? time : dateAndTime).format(at);

/** When a span of time begins. A short one has seconds. */
export const formatStart = (from: number, to: number, now: number): string =>
  to - from < 60_000 ? withSeconds.format(from) : formatTime(from, now);
