import { expect, test } from 'vitest';

import { describeInvariants } from '../rules/describe-invariants.ts';

test('a contract that is bundled again lists each rule only once', () => {
  const schema = {
    properties: { done: { description: 'How many are done.' }, total: {} },
    'x-validations': [
      { rule: 'self.done <= self.total', message: 'At most all.', fieldPath: '.done' },
      { rule: 'self.total > 0', message: 'There are some.', severity: 'warning' },
    ],
  };
  const { leave } = describeInvariants()['Schema'] as { leave: (schema: object) => void };
  for (let times = 0; times < 2; times++) leave(schema);
  expect(schema.properties.done.description).toBe(
    'How many are done.\n\n- **Guaranteed:** At most all.\n',
  );
  expect(schema).toMatchObject({ description: '- **Assumed:** There are some.\n' });
});
