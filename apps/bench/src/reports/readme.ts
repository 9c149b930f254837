import { measuredAt, ratioOf, type Results } from './results.ts';
import { statements, type Statement } from './statements.ts';
import { formatted, withUnit } from './units.ts';
import { row, type Grid, type Table } from './table.ts';

const marked = /(<!-- figures: .* -->\n)[^]*(<!-- end of figures -->)/;

/** The README of the repository with a new table of figures. */
export function readmeWith(readme: string, { sections }: Results): string {
  if (!marked.test(readme))
    throw new Error('README.md does not have the comments that enclose its table of figures.');
  const lines = [
    row(['what', 'ours', 'compared with', 'ratio']),
    row(['---', '---:', '---:', '---:']),
    ...statements.map((statement) => rowOf(Object.values(sections).flat(), statement)),
  ];
  return readme.replace(
    marked,
    (_, start: string, end: string) => `${start}\n${lines.join('\n')}\n\n${end}`,
  );
}

function rowOf(tables: (Table | Grid)[], { what, ours, beside, unit }: Statement): string {
  const mine = withUnit(measuredAt(tables, ours).value, unit);
  const theirs = withUnit(measuredAt(tables, beside).value, unit);
  return row([
    what,
    mine,
    `${theirs}, ${beside.label ?? beside.name}`,
    formatted(ratioOf(tables, ours, beside), 'hundredths'),
  ]);
}
