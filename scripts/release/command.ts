/**
 * `pnpm version-packages`, `pnpm release`, `pnpm release:test <folder>`, and
 * `pnpm release:sbom <folder>`. CONTRIBUTING.md describes them.
 */
import { build } from '../build.ts';
import { published } from '../published.ts';
import { Failed, stopAll } from '../run.ts';
import { release } from './release.ts';
import { writeSboms } from './sboms.ts';
import { testTarballs } from './test-tarballs.ts';
import { versionPackages } from './version-packages.ts';
import { Workspace } from './workspace.ts';

const [command, folder] = process.argv.slice(2);

function folderOf(script: string): string {
  if (folder === undefined) throw new Failed(`Name a folder: pnpm ${script} <folder>`, 2);
  return folder;
}

async function runCommand(): Promise<string> {
  switch (command) {
    case 'version':
      return versionPackages(new Workspace());
    case 'publish': {
      const steps = { build: () => build(published), test: testTarballs };
      const plan = await release(new Workspace(), steps);
      if (plan.length === 0) return 'The registry has every version already.';
      const names = plan.map(({ name, version }) => `${name}@${version}`);
      return `Published ${names.join(', ')}. Push the tags: git push --follow-tags`;
    }
    case 'test':
      await testTarballs(folderOf('release:test'));
      return 'The tarballs pass their tests.';
    case 'sbom':
      await writeSboms(folderOf('release:sbom'));
      return `${published.length} files were written to ${folder}.`;
    case undefined:
    default:
      throw new Failed(`There is no command ${command}.`, 2);
  }
}

// Ctrl-C reaches the running command too. Its failure is then handled like every other.
process.on('SIGINT', () => undefined);
process.once('SIGTERM', stopAll);
try {
  console.log(await runCommand());
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
