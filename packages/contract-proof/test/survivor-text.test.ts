import { expect, test } from 'vitest';

import { mutationEnd, survivorText, type CheckedMutant, type Sketch } from '../src/index.ts';

const survivor = (search: Pick<CheckedMutant, 'tried' | 'sketch'> = {}): CheckedMutant => ({
  operator: 'drop-bound',
  what: 'minimum 0',
  contract: { file: 'openapi.yaml', line: 3, column: 7, pointer: '/minimum' },
  fate: { is: 'survived' },
  ...search,
});
const sketch: Sketch = {
  number: 7,
  exchanges: [
    {
      request: { method: 'GET', url: 'http://localhost/things', headers: {} },
      response: { status: 200, headers: {}, body: '-1' },
      source: { file: 'sketch', entry: 0 },
    },
  ],
  finds: 'error schema at the body',
  mutantFinds: '',
};

test('a survivor says whether exchanges were tried, and how many', () => {
  const text = (mutant: CheckedMutant) => survivorText(mutant, new Set()).split('\n').at(-1);
  expect(text(survivor())).toBe('    No exchange was tried.');
  expect(text(survivor({ tried: 27 }))).toBe(
    '    None of 27 exchanges that were tried would kill it.',
  );
});

test('a suggestion that kills several survivors is shown once', () => {
  const shown = new Set<number>();
  const both = [1, 2].map(() => survivorText(survivor({ tried: 1, sketch }), shown));
  expect(both[0]).toContain('would kill it (suggestion 7):\n      GET http://localhost/things');
  expect(both[1]!.split('\n').slice(2)).toEqual(['    Suggestion 7 would kill it, too.']);
});

test('the end counts suggestions, survivors without one, and those that were not tried', () => {
  const searches = [{ tried: 1, sketch }, { tried: 2, sketch }, { tried: 27 }, {}, {}];
  const end = mutationEnd({
    contract: 'openapi.yaml',
    operations: { counted: 1, declared: 1 },
    recordings: 1,
    exchanges: 1,
    refusedRules: 0,
    mutants: searches.map(survivor),
  });
  expect(end.split('\n').slice(1, 4)).toEqual([
    'Suggested recordings: 1. They would kill 2 of 5 survivors.',
    'Survivors that no tried exchange would kill: 1.',
    'Survivors for which no exchange was tried: 2.',
  ]);
});
