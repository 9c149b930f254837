import stringWidth from 'string-width';
import type { Row } from './screen-rows.ts';

/** What a picture shows, from top to bottom. */
export type Part =
  | { kind: 'typed'; text: string }
  | { kind: 'comment'; text: string }
  | { kind: 'rows'; rows: readonly Row[] };

const size = 14;
/** The width of a character. Each text is stretched to it, since fonts differ. */
const advance = 8.4;
const lineHeight = 19;
const gap = 11;
const margin = 20;

const background = '#16181d';
const plain = '#d7dae0';
const minor = '#9aa3b2';
const font = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** Draws what a terminal of this width shows. */
export function drawSvg(label: string, columns: number, parts: readonly Part[]): string {
  const lines: string[] = [];
  let y = margin + size;
  for (const [index, part] of parts.entries()) {
    if (index > 0) y += gap;
    for (const row of rowsOf(part)) {
      for (const run of row) lines.push(drawRun(run, y));
      y += lineHeight;
    }
  }
  const width = Math.ceil(2 * margin + columns * advance);
  const height = y - size + margin - (lineHeight - size);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="${size}" fill="${plain}" role="img" aria-label="${escape(label)}">
  <rect width="${width}" height="${height}" rx="10" fill="${background}"/>
${lines.join('\n')}
</svg>
`;
}

function rowsOf(part: Part): readonly Row[] {
  if (part.kind === 'rows') return part.rows;
  if (part.kind === 'comment') return [[{ text: part.text, column: 0, isMinor: true }]];
  return [
    [
      { text: '$', column: 0, isMinor: true },
      { text: part.text, column: 2 },
    ],
  ];
}

function drawRun({ text, column, color, isBold, isMinor }: Row[number], y: number): string {
  const x = (margin + column * advance).toFixed(1);
  const fill = color ?? (isMinor ? minor : undefined);
  const attributes = [
    `x="${x}"`,
    `y="${y}"`,
    `textLength="${(stringWidth(text) * advance).toFixed(1)}"`,
    'lengthAdjust="spacingAndGlyphs"',
    ...(fill === undefined ? [] : [`fill="${fill}"`]),
    ...(isBold ? ['font-weight="bold"'] : []),
  ];
  // A renderer would otherwise join several spaces.
  return `  <text ${attributes.join(' ')} xml:space="preserve">${escape(text)}</text>`;
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
