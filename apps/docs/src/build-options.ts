import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Failed } from '../../../scripts/run.ts';

export interface BuildOptions {
  /** The path under which the site is served, with a slash at both ends. */
  base: string;
  /** The origin of the site, for the addresses that must be absolute. */
  origin: string;
  /** The folder to write. */
  output: string;
  /** The tag of the version, if it is not the newest one. It ends `base`. */
  tag?: string | undefined;
}

export interface BuildCommand extends BuildOptions {
  /** Whether to build a site for each major version too. */
  versions: boolean;
}

export const buildHelp = `Usage: pnpm docs:build [--base /] [--origin https://batch-status.github.io] [--output apps/docs/dist]

Builds the site as static files.

  --base      path under which a host serves the site
  --origin    origin of the host, for the sitemap and for previews of links
  --output    folder to write; what it contains is removed
  --versions  also build each major version into v<major>/, if there are two, from the tags v<major>
  --tag       tag of this version, if it is not the newest one; --base must end with it
`;

/** Reads the command line. Returns nothing if the help was asked for. */
export function readBuildOptions(args: string[], root: string): BuildCommand | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        base: { type: 'string', default: '/' },
        origin: { type: 'string', default: 'https://batch-status.github.io' },
        output: { type: 'string', default: 'apps/docs/dist' },
        versions: { type: 'boolean', default: false },
        tag: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return undefined;
    const { tag, versions } = values;
    const base = readBase(values.base);
    if (tag !== undefined && !base.endsWith(`/${tag}/`)) {
      throw new Error(`--base must end with the tag, such as "/${tag}/"; got "${base}".`);
    }
    const output = resolve(root, values.output);
    return { base, origin: readOrigin(values.origin), output, tag, versions };
  } catch (error) {
    throw new Failed(`${(error as Error).message}\n\n${buildHelp}`, 2);
  }
}

/** With a slash at both ends, as the links of the pages need it. */
function readBase(base: string): string {
  if (!/^\/(?:[\w.~-]+\/)*(?:[\w.~-]+)?$/.test(base)) {
    throw new Error(`--base must be a path such as "/docs/"; got "${base}".`);
  }
  return base.endsWith('/') ? base : `${base}/`;
}

function readOrigin(origin: string): string {
  const url = URL.parse(origin);
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new Error(`--origin must be an origin such as "https://example.com"; got "${origin}".`);
  }
  return url.origin;
}
