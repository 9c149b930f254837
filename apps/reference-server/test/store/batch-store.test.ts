import { describeStore } from './describe-store.ts';
import { batchStores } from './batch-stores.ts';

const stores = batchStores();

describeStore('SQLite in memory', stores['in memory'], 10);
// What a file could do otherwise shows when it is read again, and takes long.
describeStore('SQLite in a file that is opened for each use', stores['opened for each use'], 1);
