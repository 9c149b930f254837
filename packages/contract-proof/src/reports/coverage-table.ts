import { resembledLines } from '../operations/operation-counts.ts';
import type { CoverageResult } from '../coverage/measure-coverage.ts';
import { shareOf, sharesByKind, type Share } from '../coverage/share.ts';
import { plural } from '../coverage/words.ts';

/** A table for people: a line for each kind, then the points that are not shown. */
export function coverageTable({ points, operations, exchanges }: CoverageResult): string {
  const rows: [string, Share][] = [
    ...sharesByKind(points).map(([kind, share]): [string, Share] => [plural[kind], share]),
    ['all', shareOf(points)],
  ];
  const missing = points
    .filter(({ isShown }) => !isShown)
    .map(({ kind, what, contract: { file, line, column, pointer } }) =>
      [`  ${kind}: ${what}`, `    ${file}:${line}:${column} ${pointer}`].join('\n'),
    );
  const { counted, declared } = operations;
  return [
    ...rows.map(rowOf),
    ...(missing.length > 0 ? ['', 'Not shown by any recording:', ...missing] : []),
    '',
    `Exchanges: ${exchanges.checked}; operations: ${counted} of ${declared}.`,
    ...resembledLines(operations),
  ].join('\n');
}

function rowOf([name, { shown, all, percent }]: [string, Share]): string {
  const count = `${shown} of ${all}`;
  return `${name.padEnd(14)} ${count.padStart(14)} ${percent.toFixed(1).padStart(7)} %`;
}
