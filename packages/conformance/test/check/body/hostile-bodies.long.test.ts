import { describeHostileBodies } from './describe-hostile-bodies.ts';

describeHostileBodies({ calls: 20_000, integers: 10_000, depth: 200_000, length: 5_000_000 });
