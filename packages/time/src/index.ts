export { backgroundClock, longestTimer, systemClock, type Clock } from './clock.ts';
export { pageAge } from './page-age.ts';
export { createRandom } from './random.ts';
export { after, every, steadyTime, wallTime } from './timers.ts';
