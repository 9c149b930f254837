import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// oxlint-disable-next-line import/default -- it is CommonJS, whose names Node does not find
import opentype, { type Font } from 'opentype.js';
import sharp from 'sharp';

const width = 1200;
const height = 630;
const margin = 90;

/**
 * Draws the picture that other sites show beside a link. Its letters are drawn as shapes from a font
 * of a package, so that the fonts of the machine change nothing.
 */
export async function socialCard(title: string, description: string): Promise<Buffer> {
  const font = await readFont();
  const bar = (share: number, color: string): string =>
    `<rect x="${margin}" y="470" width="${(width - 2 * margin) * share}" height="44" rx="22" fill="${color}"/>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" fill="#0f172a"/>`,
    `<g fill="#f8fafc">${text(font, title, 200, 96)}</g>`,
    `<g fill="#cbd5e1">${lines(font, description, 44)
      .map((line, index) => text(font, line, 300 + index * 60, 44))
      .join('')}</g>`,
    bar(1, '#334155'),
    bar(0.64, '#22c55e'),
    '</svg>',
  ].join('');
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
}

async function readFont(): Promise<Font> {
  const url = import.meta
    .resolve('@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff');
  const bytes = await readFile(fileURLToPath(url));
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function text(font: Font, words: string, y: number, size: number): string {
  // Not by `toPathData`, which rounds some numbers to NaN.
  const steps = font.getPath(words, margin, y, size).commands.map((command) => {
    const { type, ...points } = command;
    return (
      type +
      Object.values(points)
        .map((point) => point.toFixed(2))
        .join(' ')
    );
  });
  return `<path d="${steps.join('')}"/>`;
}

/** Breaks a text into lines that fit. */
function lines(font: Font, words: string, size: number): string[] {
  const result: string[] = [];
  for (const word of words.split(' ')) {
    const longer = [result.at(-1), word].filter(Boolean).join(' ');
    const fits = font.getAdvanceWidth(longer, size) <= width - 2 * margin;
    result.splice(fits && result.length > 0 ? -1 : result.length, 1, fits ? longer : word);
  }
  return result;
}
