import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pnpmCommand, repositoryRoot } from '../package-command.ts';

/** A page that shows the contract. */
export interface CandidatePage {
  name: string;
  /** From the folder that is served. A page that shows one operation at a time is opened at it. */
  path: string;
  /** Where the text must appear. */
  within: string;
}

export const candidatePages: readonly CandidatePage[] = [
  { name: 'our reference, as text', path: 'site/reference/', within: '.contract-text' },
  { name: 'our reference, in Redoc', path: 'site/reference/', within: '#redoc' },
  { name: 'our page without a script', path: 'site/reference/text/', within: 'body' },
  {
    name: 'Scalar',
    path: 'scalar/#tag/batch-calls/GET/v1/api/batch-calls/{batchId}/status',
    within: 'body',
  },
  { name: 'Stoplight Elements', path: 'elements/#/operations/getBatchStatus', within: 'body' },
];

const head = (title: string): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">`;

/** By default, it shows no response before the reader opens it. */
const scalar = `${head('Scalar')}</head><body><div id="app"></div>
<script src="standalone.js"></script>
<script>Scalar.createApiReference('#app', { url: 'openapi.json', withDefaultFonts: false, telemetry: false, expandAllResponses: true, expandAllSchemaProperties: true });</script>
</body></html>`;

const elements = `${head('Elements')}<link rel="stylesheet" href="styles.min.css"></head><body>
<elements-api apiDescriptionUrl="openapi.json" router="hash"></elements-api>
<script src="web-components.min.js"></script>
</body></html>`;

/** Builds our site, and writes the pages of the others, over the same contract. */
export async function writeCandidatePages(folder: string): Promise<void> {
  const [program, ...args] = pnpmCommand();
  const build = [...args, 'docs:build', '--output', join(folder, 'site')];
  await promisify(execFile)(program, build, { cwd: repositoryRoot });
  await writePeer(folder, 'scalar', scalar, '@scalar/api-reference', [
    'dist/browser/standalone.js',
  ]);
  await writePeer(folder, 'elements', elements, '@stoplight/elements', [
    'web-components.min.js',
    'styles.min.css',
  ]);
}

async function writePeer(
  folder: string,
  name: string,
  page: string,
  packageName: string,
  files: readonly string[],
): Promise<void> {
  const manifest = findPackageJSON(packageName, import.meta.url);
  if (!manifest) throw new Error(`${packageName} is not installed. Run pnpm install.`);
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'index.html'), page);
  await cp(join(folder, 'site/reference/openapi.json'), join(folder, name, 'openapi.json'));
  for (const file of files) {
    const code = await readFile(join(dirname(manifest), file));
    await writeFile(join(folder, name, file.split('/').at(-1)!), code);
  }
}
