import { html } from 'ghtml';

import type { CoveredPoint, CoverageResult } from '../coverage/measure-coverage.ts';
import { shareOf, sharesByKind, type Share } from '../coverage/share.ts';
import { plural } from '../coverage/words.ts';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  td, th { border-bottom: 1px solid #8884; padding: .3rem .6rem; text-align: left; vertical-align: top; }
  .number.number { text-align: right; font-variant-numeric: tabular-nums; }
  code { font-size: .9em; overflow-wrap: anywhere; }
  .missing { color: #b00020; }
  meter { width: 8rem; }
  @media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } .missing { color: #ff8a80; } }
`;

/** A page of HTML that loads no other file. */
export function coverageHtml({ contract, points, operations, exchanges }: CoverageResult): string {
  const all = shareOf(points);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Coverage of ${contract}: ${all.percent} %</title>
        <style>
          !${style}
        </style>
      </head>
      <body>
        <h1>Coverage of ${contract}</h1>
        <p>
          ${exchanges.checked} exchanges of ${operations.counted} of ${operations.declared}
          operations show ${all.shown} of ${all.all} points: ${all.percent} %.
        </p>
        <table>
          <thead>
            <tr>
              <th>kind</th>
              <th class="number">shown</th>
              <th class="number">of</th>
              <th></th>
            </tr>
          </thead>
          <tbody>
            !${sharesByKind(points).map(([kind, share]) => shareRow(plural[kind], share))}
          </tbody>
        </table>
        <h2>Points</h2>
        <table>
          <thead>
            <tr>
              <th></th>
              <th>kind</th>
              <th>what a recording must have</th>
              <th>contract</th>
            </tr>
          </thead>
          <tbody>
            !${missingFirst(points).map(pointRow)}
          </tbody>
        </table>
      </body>
    </html> `;
}

function shareRow(name: string, { shown, all, percent }: Share): string {
  return html`<tr>
    <td>${name}</td>
    <td class="number">${shown}</td>
    <td class="number">${all}</td>
    <td><meter max="100" value="${percent}">${percent} %</meter> ${percent} %</td>
  </tr>`;
}

function pointRow({ kind, what, isShown, contract }: CoveredPoint): string {
  const { file, line, column, pointer } = contract;
  return html`<tr class="${isShown ? 'shown' : 'missing'}">
    <td>${isShown ? 'shown' : 'missing'}</td>
    <td>${kind}</td>
    <td>${what}</td>
    <td><code title="${pointer}">${file}:${line}:${column}</code></td>
  </tr>`;
}

function missingFirst(points: readonly CoveredPoint[]): CoveredPoint[] {
  return points.toSorted((a, b) => Number(a.isShown) - Number(b.isShown));
}
