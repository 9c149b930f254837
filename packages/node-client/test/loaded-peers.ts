/** Prints as JSON which optional peers each entry imports. */
import { registerHooks } from 'node:module';

const peers = new Set<string>();
registerHooks({
  resolve: (specifier, context, next) => {
    if (['bullmq', 'ioredis'].includes(specifier)) peers.add(specifier);
    return next(specifier, context);
  },
});

const loaded: Record<string, string[]> = {};
for (const entry of [
  '@batch-status/node',
  '@batch-status/node/proxy',
  '@batch-status/node/shared',
]) {
  await import(entry);
  loaded[entry] = [...peers].toSorted();
}
process.stdout.write(JSON.stringify(loaded));
