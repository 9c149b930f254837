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

/** Bytes of heap in use once sockets and finalizers have released their memory, which takes several turns. */
export async function settledHeap(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) {
    collectGarbage();
    await sleep(20);
  }
  return process.memoryUsage().heapUsed;
}
