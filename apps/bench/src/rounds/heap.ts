import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of heap in use after a garbage collection. */
export function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Bytes that do not matter when the heap of thousands of objects is measured. */
const tolerance = 2_000;

/**
 * Bytes of heap in use once sockets and finalizers have released their memory: garbage is collected
 * until the heap stays the same.
 */
export async function settledHeap(): Promise<number> {
  let before = Infinity;
  let bytes = heapUsed();
  while (Math.abs(before - bytes) > tolerance) {
    await sleep(20);
    before = bytes;
    bytes = heapUsed();
  }
  return bytes;
}

/** Bytes of heap and of buffers in use, settled in the same way. */
export async function settledMemory(): Promise<number> {
  const heap = await settledHeap();
  return heap + process.memoryUsage().external;
}

/** Bytes of memory that the process has, after a garbage collection. */
export function residentMemory(): number {
  collectGarbage();
  return process.memoryUsage().rss;
}
