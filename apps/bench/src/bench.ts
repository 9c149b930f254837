/** `pnpm bench`, which README.md describes. */
import { bounds } from './bounds/bounds.ts';
import { readResults } from './reports/results.ts';
import { resultsFile, writeResults } from './reports/write-results.ts';
import { runBench } from './run-bench.ts';
import { sections } from './sections.ts';

await runBench({
  sections,
  bounds,
  read: () => readResults(resultsFile),
  write: (results) => writeResults(results, Object.values(bounds).flat()),
});
