import { expect, test } from 'vitest';
import { revised } from '../src/index.ts';
import { Rows } from './rows.ts';

test('a group that cancels itself out leaves the revision as it was', () => {
  const rows = new Rows(2);
  rows.apply({ kind: 'dial', at: 1, call: 'a', attempt: 1 });
  const before = rows.batch;
  rows.apply({ kind: 'dial', at: 2, call: 'b', attempt: 1 });
  expect(revised(before, rows.batch)).toBe(rows.batch);
  rows.apply({ kind: 'return', at: 3, call: 'a', attempt: 1 });
  expect(rows.batch).toMatchObject({ revision: 3, named: 2 });
  expect(revised(before, rows.batch)).toMatchObject({ revision: 1, named: 2 });
});
