import { limitOf, type Bound } from '../bounds/check-bounds.ts';
import { findMeasured, nameOf, type Results } from './results.ts';
import { rangeOf, render, row } from './table.ts';
import { withUnit, type Unit } from './units.ts';

/** `RESULTS.md`: every table, and every bound beside the figure that it limits. */
export function resultsPage({ machine, sections }: Results, bounds: readonly Bound[]): string {
  const tables = Object.values(sections).flat();
  const bound = (each: Bound): string => {
    const measured = findMeasured(tables, each);
    if (!measured)
      return row([nameOf(each), 'not measured yet', '', limitOf(each, plain), each.reason]);
    const { value, unit, quartiles } = measured;
    const spread = quartiles ? rangeOf(quartiles, unit.format) : '';
    return row([nameOf(each), withUnit(value, unit), spread, limitOf(each, unit), each.reason]);
  };
  return [
    `# Results

Candidates take turns in every round. Servers run in processes of their own. Figures are medians, and the ratio is the figure to compare. Measured on ${machine}. \`pnpm bench\` writes this file.
`,
    ...tables.map(render),
    `## Bounds

\`pnpm bench\` exits with 1 if a figure is beyond its bound.

${row(['figure', 'measured', 'quartiles', 'bound', 'reason'])}
${row(['---', '---:', '---:', '---:', '---'])}`,
    ...bounds.map(bound),
    '',
  ].join('\n');
}

const plain: Unit = { name: '', format: 'plain' };
