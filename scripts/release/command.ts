/**
 * `pnpm version-packages`, `pnpm release`, `pnpm release:test <folder>`, `pnpm release:sbom <folder>`,
 * and `pnpm release:jsr [folder] [--dry-run]`. CONTRIBUTING.md describes them.
 */
import { build } from '../build.ts';
import { published } from '../published.ts';
import { Failed, stopAll } from '../run.ts';
import { publishToJsr } from './jsr/publish-to-jsr.ts';
import { release } from './release.ts';
import { writeSboms } from './sboms.ts';
import { testTarballs } from './test-tarballs.ts';
import { versionPackages } from './version-packages.ts';
import { Workspace } from './workspace.ts';

const isTrial = process.argv.includes('--dry-run');
const [command, folder] = process.argv.slice(2).filter((argument) => argument !== '--dry-run');

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
    case 'jsr': {
      const packages = await publishToJsr(new Workspace(), folder, isTrial);
      const names = packages.map(({ name, version }) => `${name}@${version}`).join(', ');
      return isTrial ? `JSR would accept ${names}.` : `JSR has ${names}.`;
    }
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
