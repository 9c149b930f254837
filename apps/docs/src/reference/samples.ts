import { Failed } from '../../../../scripts/run.ts';
import { readSnippet } from '../snippets/read-snippet.ts';

export interface Sample {
  /** The language, by its name in Redoc. */
  lang: string;
  label: string;
  source: string;
}

const folder = 'apps/examples/reference';

/** The samples of each operation, in the order in which they are shown. */
const samples: Record<string, readonly (Omit<Sample, 'source'> & { file: string })[]> = {
  getBatchStatus: [
    { lang: 'bash', label: 'curl', file: `${folder}/curl.sh` },
    { lang: 'typescript', label: 'Browser', file: `${folder}/browser.ts` },
    { lang: 'typescript', label: 'Node', file: `${folder}/node.ts` },
    { lang: 'typescript', label: 'Deno', file: `${folder}/deno.ts` },
    { lang: 'typescript', label: 'Bun', file: `${folder}/bun.ts` },
    { lang: 'bash', label: 'Command', file: `${folder}/command.sh` },
  ],
};

/** The files that the reference shows. */
export const sampleFiles: readonly string[] = Object.values(samples)
  .flat()
  .map(({ file }) => file);

/**
 * Reads the samples of an operation.
 *
 * @throws `Failed` if there are none, or if a file is missing.
 */
export async function readSamples(root: string, operationId: string): Promise<Sample[]> {
  const found = samples[operationId];
  if (!found) {
    throw new Failed(
      `The operation ${operationId} has no samples. Add them to apps/docs/src/reference/samples.ts.`,
    );
  }
  const read: Sample[] = [];
  for (const { file, lang, label } of found) {
    const snippet = await readSnippet(root, { source: file, region: '' });
    if ('fault' in snippet) throw new Failed(snippet.fault);
    read.push({ lang, label, source: snippet.code });
  }
  return read;
}
