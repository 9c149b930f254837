/**
 * `node scripts/release/finish.ts <folder>`: the last job of the release workflow. It has installed
 * no dependency, so it may use only Node.
 */
import { env } from 'node:process';
import { finishRelease } from './finish-release.ts';

await finishRelease({
  api: env['GITHUB_API_URL']!,
  repository: env['GITHUB_REPOSITORY']!,
  commit: env['GITHUB_SHA']!,
  token: env['GH_TOKEN']!,
  packages: JSON.parse(env['PUBLISHED_PACKAGES']!) as { name: string; version: string }[],
  sboms: process.argv[2]!,
});
