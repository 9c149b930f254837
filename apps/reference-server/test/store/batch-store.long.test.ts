import { describeStore } from './describe-store.ts';
import { batchStores } from './batch-stores.ts';

for (const [how, open] of Object.entries(batchStores())) {
  describeStore(`SQLite, ${how}`, open, 100);
}
