import type { Figure } from './measure.ts';

export interface Table {
  /** Names it in the results, for whoever states one of its figures. */
  name: string;
  title: string;
  note: string;
  unit: Unit;
  figures: Figure[];
}

export interface Unit {
  name: string;
  format: (value: number) => string;
}

export const microseconds: Unit = { name: 'µs', format: (value) => value.toFixed(0) };
export const milliseconds: Unit = { name: 'ms', format: (value) => value.toFixed(0) };
export const kilobytes: Unit = { name: 'kB', format: (value) => (value / 1000).toFixed(1) };

export function renderTable({ title, note, unit, figures }: Table): string {
  const rows = figures.map(({ name, median, spread: [low, high], ratio }) => {
    const range = low === high ? '' : `${unit.format(low)}–${unit.format(high)}`;
    return `| ${name} | ${unit.format(median)} | ${range} | ${ratio.toFixed(2)} |`;
  });
  return [
    `## ${title}`,
    '',
    note,
    '',
    `| | ${unit.name} | lowest–highest | ratio |`,
    '| --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}
