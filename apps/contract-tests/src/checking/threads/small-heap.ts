/**
 * Keeps the heap of this process small, except for the space for new objects. By default, Node lets that
 * space grow to a hundred megabytes, and lets the old space double before it collects. The objects of a
 * recording are garbage after a moment, so a larger heap would save no work.
 */
export function keepHeapSmall(): void {
  setFlags(
    // Other threads start with it.
    '--min-semi-space-size=4',
    '--heap-growing-percent=25',
    // So little survives that parallel collection does not pay off.
    '--no-parallel-scavenge',
  );
}

/**
 * Keeps the current space for new objects of each thread. While the contract is read, that of this thread grows
 * to a few megabytes.
 */
export function keepSpaceForNewObjects(): void {
  setFlags('--semi-space-growth-factor=1');
}

function setFlags(...flags: string[]): void {
  // A short recording needs no flags, and need not load the module.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of flags) setFlagsFromString(flag);
}
