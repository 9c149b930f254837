import type { RuntimeName } from '@batch-status/client-suite/runner';
import type { Program } from './runtime.ts';

type Runs = Pick<Program, 'serverUrl' | 'runs'>;

/** The calls of `runCases`. The package of a client is in the variable `<client>Package`. */
function callsOf({ serverUrl, runs }: Runs, runtime: RuntimeName): string {
  return runs
    .map(({ client, run }) => {
      const settings = JSON.stringify({ client, runtime, serverUrl, run });
      return `await runCases({ library: ${client}Package, ...${settings} });\n`;
    })
    .join('');
}

const imports = ({ runs }: Runs, module?: string): string =>
  runs
    .map(({ client }) => {
      const specifier = module ?? `@batch-status/${client}`;
      return `import * as ${client}Package from '${specifier}';\n`;
    })
    .join('');

/**
 * A module that imports the packages and runs the cases.
 *
 * @param module What to import instead of the packages.
 */
export const importingCode = (runs: Runs, runtime: RuntimeName, module?: string): string =>
  `import { runCases } from './run-cases.js';\n${imports(runs, module)}${callsOf(runs, runtime)}`;

/** A CommonJS file that requires the packages and runs the cases. */
export const requiringCode = (runs: Runs, runtime: RuntimeName): string => `
${runs.runs.map(({ client }) => `const ${client}Package = require('@batch-status/${client}');`).join('\n')}
(async () => {
const { runCases } = await import('./run-cases.js');
${callsOf(runs, runtime)}})();
`;

/** A worker that runs the cases during its first request. */
export const workerCode = (runs: Runs): string => `
import { runCases } from './run-cases.js';
${imports(runs)}export default {
  async fetch() {
    ${callsOf(runs, 'workerd')}return new Response('done');
  },
};
`;
