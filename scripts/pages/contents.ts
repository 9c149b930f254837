import type { Page } from './bundlers.ts';
import type { Program } from './programs.ts';

/** The most bytes that a page of each program may have. Raise one in the commit that needs it. */
export const ceilings: Record<Program, number> = { 'one call': 7_760, watching: 12_470 };

/** A text in the code of each part that not every page needs, and its files. */
export const parts = {
  watching: { text: 'maxStaleness', files: /client-core\/[\w/-]*\/(?:watch|forecast)\// },
  'the monitor': {
    text: 'maxRequestsPerSecond',
    files: /client-core\/[\w/-]*\/(?:polling|monitor)\/|tinyqueue/,
  },
  'the proxy': { text: 'Key refused', files: /client-core\/[\w/-]*\/proxy\// },
  'the raw client': { text: 'parseAs', files: /openapi-fetch/ },
};

type Part = keyof typeof parts;

/** The parts that each program uses. */
export const used: Record<Program, readonly Part[]> = { 'one call': [], watching: ['watching'] };

/** The parts whose text or files are in a page. */
export function partsOf({ code, files }: Page): Part[] {
  const paths = files.map((file) => file.replaceAll('\\', '/'));
  return (Object.keys(parts) as Part[]).filter(
    (part) => code.includes(parts[part].text) || paths.some((path) => parts[part].files.test(path)),
  );
}
