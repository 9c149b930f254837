import { describeStore } from '../store/describe-store.ts';
import { sqliteStores } from './sqlite-stores.ts';

// What a file could do otherwise is in the long tests.
describeStore('SQLite in memory', sqliteStores()['in memory'], { runs: 10 });
