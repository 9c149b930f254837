import { testDiff } from './describe-diff.ts';
import { rows } from './diff-rows.ts';

testDiff(rows.filter(({ core }) => !core));
