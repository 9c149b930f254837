/** The command with two sections that measure nothing. The figure of `broken` is beyond its bound. */
import { figuresOf } from '../src/rounds/figures.ts';
import { runBench } from '../src/run-bench.ts';
import type { Section } from '../src/sections.ts';

const constant =
  (name: string): Section =>
  async () => [
    {
      name,
      title: name,
      note: '',
      unit: { name: 'ms', format: 'whole' },
      figures: figuresOf(['peer', 'ours'], [[1, 3]]),
    },
  ];
const ratio = { name: 'ours', column: 'ratio' };

await runBench({
  sections: { broken: constant('broken'), kept: constant('kept') },
  bounds: {
    broken: [{ table: 'broken', ...ratio, atMost: 2, reason: 'A reason.' }],
    kept: [{ table: 'kept', ...ratio, atMost: 4, reason: 'A reason.' }],
  },
  read: async () => ({ machine: 'a machine', sections: {} }),
  write: async ({ sections }) => console.log(`Wrote ${Object.keys(sections).join(', ')}.`),
});
