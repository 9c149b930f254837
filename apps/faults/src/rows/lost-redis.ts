import { withoutRedis } from '../following/without-redis.ts';
import { runScript } from '../stage/run-row.ts';

await runScript(() => withoutRedis(['--appendonly', 'yes']));
