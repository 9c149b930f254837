import { describeStore } from '../store/describe-store.ts';
import { sqliteStores } from './sqlite-stores.ts';

for (const [how, open] of Object.entries(sqliteStores())) {
  describeStore(`SQLite, ${how}`, open, { runs: 100, isReopened: how === 'opened for each use' });
}
