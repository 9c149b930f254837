import type { Case, Where } from './case.ts';

/** How users name a place, in the order of the table. */
const titles: Record<Where, string> = {
  pages: 'Web pages',
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
  deno: 'Deno',
  bun: 'Bun',
  workerd: 'workerd',
  node: 'Node',
};

const places = Object.keys(titles) as Where[];

/** A Markdown table of what the runtimes cannot provide: a row for each reason that a case gives. */
export function differencesTable(cases: readonly Case[]): string {
  const reasons = new Map<string, Set<Where>>();
  for (const { in: where, reason } of cases.flatMap(({ differences = [] }) => differences)) {
    reasons.set(reason, new Set([...(reasons.get(reason) ?? []), ...where]));
  }
  const rows = [...reasons].map(([reason, where]) => {
    const sorted = places.filter((place) => where.has(place));
    const rank = places.indexOf(sorted[0]!);
    return { rank, cells: [sorted.map((place) => titles[place]).join(', '), reason] as const };
  });
  const cells = rows.toSorted((one, other) => one.rank - other.rank).map((row) => row.cells);
  return table([['runtime', 'difference'], ...cells]);
}

/** Cells as the formatter aligns them. */
function table([header, ...rows]: readonly (readonly [string, string])[]): string {
  const all = [header!, ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(header!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

const start = '<!-- Generated from packages/client-suite/cases by `pnpm generate` -->';
const end = '<!-- End of what is generated -->';

/**
 * A text with a new table between its two markers.
 *
 * @throws if the text has no markers.
 */
export function withDifferencesTable(text: string, cases: readonly Case[]): string {
  const [before, rest] = text.split(start);
  const [, after] = rest?.split(end) ?? [];
  if (after === undefined) throw new Error(`The text must contain ${start} and ${end}.`);
  return `${before}${start}\n\n${differencesTable(cases)}\n\n${end}${after}`;
}
