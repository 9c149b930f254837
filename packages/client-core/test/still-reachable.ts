import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How many of these objects something still holds, once all others were collected. */
export async function stillReachable(objects: readonly WeakRef<object>[]): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What was made or looked at in this turn of the event loop is held until its end.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return objects.filter((object) => object.deref() !== undefined).length;
}
