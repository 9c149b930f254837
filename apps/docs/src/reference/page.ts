import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { withPolicy } from '../output/content-security-policy.ts';
import { operationsOf, type Contract } from './contract.ts';
import { redocly } from './redocly.ts';
import { selfContained } from './self-contained.ts';
import { html } from './text/html.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const template = here('page.template');

/** Redocly's options for the display of the contract. */
const display = {
  schemasExpansionLevel: 'all',
  jsonSamplesExpandLevel: 'all',
  hidePropertiesPrefix: true,
};

export interface PageOptions {
  /** The contract as Redoc shows it. */
  contract: Contract;
  /** The whole contract in Markdown, which follows what Redoc shows. */
  text: string;
  /** The style of that text. */
  textStyle: string;
  icon: string;
}

/**
 * Makes the reference, a page that needs no other file.
 *
 * @param work A folder for files that nothing needs afterward.
 */
export async function referencePage(
  { contract, text, textStyle, icon }: PageOptions,
  work: string,
): Promise<string> {
  const path = (name: string): string => join(work, name);
  await writeFile(path('shown.json'), JSON.stringify(contract));
  await writeFile(
    path('display.json'),
    JSON.stringify({ ...display, codeSamples: languagesOf(contract) }),
  );
  await redocly(
    'build-docs',
    path('shown.json'),
    '--inlineBundle',
    '--template',
    template,
    '--openapi',
    path('display.json'),
    '--output',
    path('page.html'),
  );
  const rendered = await readFile(path('page.html'), 'utf8');
  const parts = {
    '%icon%': icon,
    '%text-style%': textStyle,
    '%complete%': await readFile(here('in-page/complete.js'), 'utf8'),
    '%repair%': await readFile(here('in-page/repair.js'), 'utf8'),
  };
  let page = selfContained(withText(rendered, text));
  for (const [mark, part] of Object.entries(parts)) page = page.replace(mark, () => part);
  return withPolicy(page);
}

/** Redoc shows only samples whose labels are in this list, and samples of its own for other labels. */
function languagesOf(contract: Contract): { languages: { lang: string; label: string }[] } {
  const samples = operationsOf(contract).flatMap(
    ({ operation }) => operation['x-codeSamples'] ?? [],
  );
  const byLabel = new Map(samples.map(({ lang, label }) => [label, { lang, label }]));
  return { languages: [...byLabel.values()] };
}

/**
 * Changes what stands before Redoc's script, which is far larger and takes longer to load:
 *
 * - The text is added, so that it can be read meanwhile.
 * - Links get a `#`. Redoc has written them for a host whose root it is, and they would stay so, since
 *   React does not compare attributes.
 */
function withText(page: string, text: string): string {
  const script = page.indexOf('<script type="module">');
  if (script < 0)
    throw new Error('Redoc has no script. See what it writes now, and change page.ts.');
  const section = `<section class="contract-text" aria-label="The contract as text">
<noscript><p>Redoc needs JavaScript. The contract is below, and <a href="text/">on a page of its own</a>.</p></noscript>
${html(text, { lower: 1, hasIds: false })}</section>
`;
  const before = page.slice(0, script).replaceAll(' href="/', ' href="#/');
  return before + section + page.slice(script);
}
