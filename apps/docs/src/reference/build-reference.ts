import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { withPolicy } from '../output/content-security-policy.ts';
import { operationsOf, type Contract } from './contract.ts';
import { links } from './links.ts';
import { referencePage } from './page.ts';
import { redocly } from './redocly.ts';
import { readSamples } from './samples.ts';
import { shownContract } from './shown-contract.ts';
import { contractText } from './text/contract-text.ts';
import { textPage } from './text/text-page.ts';

export interface ReferenceOptions {
  /** The root of the repository, which has the samples. */
  root: string;
  /** The icon of the site, as SVG. */
  icon: string;
}

/**
 * Writes the reference of the contract into a folder of the site:
 *
 * - `index.html`, made by Redoc, needs no other file.
 * - `text/index.html` has no script, and `text.md` is the same in Markdown.
 * - `openapi.yaml` and `openapi.json` are the contract as one file.
 */
export async function buildReference(
  folder: string,
  { root, icon }: ReferenceOptions,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'batch-status-reference-'));
  const inWork = (name: string): string => join(work, name);
  try {
    await mkdir(join(folder, 'text'), { recursive: true });
    for (const name of ['openapi.json', 'openapi.yaml']) {
      await redocly('bundle', 'batch-status', '--output', inWork(name));
      await copyFile(inWork(name), join(folder, name));
    }
    const contract = JSON.parse(await readFile(inWork('openapi.json'), 'utf8')) as Contract;
    const samples = new Map(
      await Promise.all(
        operationsOf(contract).map(
          async ({ operation: { operationId } }) =>
            [operationId, await readSamples(root, operationId)] as const,
        ),
      ),
    );
    const style = await readFile(fileURLToPath(new URL('text/text.css', import.meta.url)), 'utf8');
    const iconUrl = `data:image/svg+xml,${encodeURIComponent(icon)}`;
    const textFor = (page: string, toReference: string): string =>
      contractText(contract, { samples, links: links(toReference), page });
    const page = await referencePage(
      {
        contract: shownContract(
          contract,
          samples,
          `[As text](text/), without a script. ${links('')}`,
        ),
        text: textFor('text/', ''),
        textStyle: style,
        icon: iconUrl,
      },
      work,
    );
    await writeFile(join(folder, 'index.html'), page);
    await writeFile(join(folder, 'text.md'), textFor('', ''));
    const text = textPage({
      title: contract.info.title,
      style,
      icon: iconUrl,
      markdown: textFor('', '../'),
    });
    await writeFile(join(folder, 'text', 'index.html'), withPolicy(text));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
