import { bundlers } from '../../../../scripts/pages/bundlers.ts';
import { createPageFolder, gzippedSize } from '../../../../scripts/pages/pages.ts';
import type { Table } from '../reports/table.ts';
import { bytes } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';

const entries = ['@batch-status/element', '@batch-status/element/watch'];

/** The code of the element, as a page bundles it. */
export async function benchElementSize(): Promise<Table> {
  await using folder = await createPageFolder();
  const sizes: number[] = [];
  for (const [nth, entry] of entries.entries()) {
    const page = await folder.bundle(`element-${nth}`, `import '${entry}';`, bundlers.esbuild);
    sizes.push(gzippedSize(page.code));
  }
  return {
    name: 'dashboard-element',
    title: 'Size of the element',
    note: 'Bytes of a page that contains nothing else, minified by esbuild and gzipped. The second element polls by itself.',
    unit: bytes,
    figures: figuresOf(entries, [sizes]),
  };
}
