import { cell } from '../../reports/markdown-report.ts';
import type { DiffReport } from './diff-report.ts';
import {
  claimOf,
  findsOf,
  linesOf,
  meaningOf,
  placesOf,
  summaryOf,
  titleOf,
} from './diff-words.ts';

/** A table for a pull request, then the exchanges that show the changes. */
export function diffMarkdown(report: DiffReport): string {
  const { diff, recordings } = report;
  const { changes } = diff;
  const rows = changes.map((change) =>
    row(change.verdict, titleOf(change), meaningOf(change), placesOf(change)),
  );
  const judged = (recordings?.changed ?? []).map(({ file, entry, base, revision }) =>
    row(`${file}, entry ${entry}`, base, revision),
  );
  const shown = changes.filter(({ witnesses }) => witnesses.length > 0);
  const blocks = shown.flatMap((change) =>
    change.witnesses.map((witness) =>
      [
        `<details><summary>${html(`${titleOf(change)}. ${claimOf(witness)}`)}</summary>`,
        '',
        ...linesOf(witness).map((line) => `    ${line}`),
        '',
        cell(findsOf(witness)),
        '',
        '</details>',
      ].join('\n'),
    ),
  );
  return [
    ...(rows.length > 0
      ? [[head('level', 'change', 'meaning', 'contract'), ...rows].join('\n')]
      : []),
    ...blocks,
    ...(judged.length > 0 ? [[head('recording', 'base', 'revision'), ...judged].join('\n')] : []),
    cell(summaryOf(report)),
  ].join('\n\n');
}

function head(...names: string[]): string {
  return `| ${names.join(' | ')} |\n|${'---|'.repeat(names.length)}`;
}

function row(...cells: string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
