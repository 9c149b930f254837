import { defineConfig } from 'tsdown';
import bundle from '../../tsdown.bundle.ts';

/** These files and all that they import. To find and open a file takes longer than to run most of them. */
const together = (...files: string[]): RegExp => new RegExp(`/src/(?:${files.join('|')})\\.ts$`);

export default defineConfig({
  ...bundle,
  entry: { bin: 'src/bin.ts', 'check-worker': 'src/checking/threads/check-worker.ts' },
  outputOptions: {
    // Without its comments and spaces, a file is read faster. Names stay, because errors show them.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: {
      groups: [
        // Loaded before the version of Node is checked.
        { name: 'start', test: together('describe-unexpected', 'exit-codes'), priority: 3 },
        // Loaded before a second thread starts.
        { name: 'program', test: together('main'), priority: 2 },
        { name: 'verify', test: together('commands/verify/verifying'), priority: 1 },
      ],
    },
  },
});
