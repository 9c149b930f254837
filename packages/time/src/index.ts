export { backgroundClock, longestTimer, systemClock, type Clock } from './clock.ts';
export { createRandom } from './random.ts';
export { after, steadyTime, wallTime } from './timers.ts';
