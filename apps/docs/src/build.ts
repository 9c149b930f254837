/** `pnpm docs:build`, which README.md describes. */
import { buildHelp, readBuildOptions } from './build-options.ts';
import { root } from './repository.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const options = readBuildOptions(process.argv.slice(2), root);
  if (!options) {
    process.stdout.write(buildHelp);
    return;
  }
  const { versions, ...site } = options;
  // Loading takes seconds, which a reader of the help should not wait.
  const { buildSite } = await import('./build-site.ts');
  const { buildVersions } = await import('./versions/build-versions.ts');
  await (versions ? buildVersions({ root, ...site }) : buildSite({ root, ...site }));
  console.log(`The site is in ${options.output}. Serve it under ${options.base}.`);
});
