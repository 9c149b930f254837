const noWait = 'Wait for an event, or use VirtualClock: a pause is too short for a slow machine.';
const noMeasure = 'A bound on time or memory belongs in apps/bench: count what is done instead.';

/** Rules against code that makes a test depend on the speed of the machine. */
export const noMeasuring = {
  'no-restricted-globals': [
    'error',
    { name: 'setTimeout', message: noWait },
    { name: 'setInterval', message: noWait },
    { name: 'performance', message: noMeasure },
  ],
  'no-restricted-properties': [
    'error',
    ...['hrtime', 'cpuUsage', 'memoryUsage', 'resourceUsage'].map((property) => ({
      object: 'process',
      property,
      message: noMeasure,
    })),
    { object: 'Date', property: 'now', message: 'Fix the time, or take it from VirtualClock.' },
    { object: 'v8', property: 'getHeapStatistics', message: noMeasure },
    { object: 'AbortSignal', property: 'timeout', message: noWait },
    { object: 'expect', property: 'poll', message: noWait },
    { object: 'vi', property: 'waitFor', message: noWait },
    { object: 'vi', property: 'waitUntil', message: noWait },
  ],
} as const;

/** The same functions, as imports. */
export const measuringImports = [
  {
    group: ['node:timers', 'node:timers/promises'],
    importNames: ['setTimeout', 'setInterval', 'scheduler'],
    message: noWait,
  },
  { group: ['node:perf_hooks'], message: noMeasure },
  {
    group: ['node:process', 'node:v8'],
    importNames: ['hrtime', 'cpuUsage', 'memoryUsage', 'resourceUsage', 'getHeapStatistics'],
    message: noMeasure,
  },
];
