/**
 * Keeps the heap of this process small. By default, Node lets the space for new objects grow to a hundred
 * megabytes, and lets the old space double before it collects. The objects of a recording are garbage
 * after a moment, so a larger heap would save no work.
 */
export function keepHeapSmall(): void {
  // A short recording needs no flags, and need not load the module.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  // This thread keeps its current space for new objects; other threads start with 2 MB.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=2');
  setFlagsFromString('--heap-growing-percent=25');
  // So little survives that parallel collection does not pay off.
  setFlagsFromString('--no-parallel-scavenge');
}
