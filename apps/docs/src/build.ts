/** `pnpm docs:build`, which README.md describes. */
import { buildHelp, readBuildOptions } from './build-options.ts';
import { buildSite } from './build-site.ts';
import { root } from './repository.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const options = readBuildOptions(process.argv.slice(2), root);
  if (!options) {
    process.stdout.write(buildHelp);
    return;
  }
  await buildSite({ root, ...options });
  console.log(`The site is in ${options.output}. Serve it under ${options.base}.`);
});
