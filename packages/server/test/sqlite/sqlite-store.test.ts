import { describeStore } from '../store/describe-store.ts';
import { sqliteStores } from './sqlite-stores.ts';

const stores = sqliteStores();

describeStore('SQLite in memory', stores['in memory'], 10);
// What a file could do otherwise shows when it is read again, and takes long.
describeStore('SQLite in a file that is opened for each use', stores['opened for each use'], 1);
