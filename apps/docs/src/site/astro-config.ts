import { fileURLToPath } from 'node:url';

import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import type { AstroInlineConfig } from 'astro';

import type { SiteLinks } from '../links/site-links.ts';
import { repository } from '../links/target.ts';
import { textOf } from '../pages/page-text.ts';
import { menu } from './menu.ts';
import { serveFolders } from './serve-folders.ts';

export interface SiteSettings extends SiteLinks {
  /** The origin of the site, for the addresses that must be absolute. */
  origin: string;
  /** Files that are served as they are. */
  publicFolder: string;
  /** Where to write the site. */
  output: string;
  /** Where Astro keeps what it needs for one build. */
  cache: string;
  /** The tag of the version, if it is not the newest one. */
  tag?: string | undefined;
  /** The tags of all major versions, if there are several and this is the newest one. */
  tags?: readonly string[] | undefined;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The configuration of Astro and Starlight. */
export function astroConfig(settings: SiteSettings): AstroInlineConfig {
  const { root, pages, base, origin, ref, tag, publicFolder, output, cache } = settings;
  const [home] = pages;
  const card = `${origin}${base}card.png`;
  const apiPages = pages.filter(({ path }) => /^api(?:\/|$)/.test(path));
  const headerLinks = [
    ...versionLinks(settings),
    ...(apiPages.length > 0 ? [{ label: 'API', href: `${base}api/` }] : []),
    { label: 'Reference', href: `${base}reference/` },
    { label: 'GitHub', href: repository },
  ];
  return {
    configFile: false,
    logLevel: 'warn',
    root: here('../../'),
    srcDir: here('./'),
    publicDir: publicFolder,
    outDir: output,
    cacheDir: cache,
    site: origin,
    base,
    trailingSlash: 'always',
    // Without it, each page would load pages that the reader only points at.
    prefetch: false,
    // Starlight has a route for the page of 404, and one for every page.
    prerenderConflictBehavior: 'ignore',
    devToolbar: { enabled: false },
    vite: {
      plugins: [
        settingsModule({ root, ref, headerLinks, apiPages: apiPages.map(textOf) }),
        serveFolders(publicFolder),
      ],
    },
    integrations: [
      sitemap({
        customPages: ['reference/', 'reference/text/'].map((path) => `${origin}${base}${path}`),
      }),
      starlight({
        title: home!.title,
        description: home!.description,
        favicon: '/favicon.svg',
        customCss: [here('site.css')],
        components: { SocialIcons: here('HeaderLinks.astro') },
        head: [
          { tag: 'meta', attrs: { property: 'og:image', content: card } },
          { tag: 'meta', attrs: { property: 'og:image:alt', content: home!.description } },
          { tag: 'meta', attrs: { name: 'twitter:image', content: card } },
          // Searching the web, readers find the newest version only.
          ...(tag === undefined ? [] : [noIndex]),
        ],
        sidebar: menu(pages),
      }),
    ],
  };
}

const noIndex = { tag: 'meta', attrs: { name: 'robots', content: 'noindex' } } as const;

/** Links from the newest version to the others, and from each of them to the newest one. */
function versionLinks({ base, tag, tags = [] }: SiteSettings): { label: string; href: string }[] {
  if (tag === undefined) return tags.map((name) => ({ label: name, href: `${base}${name}/` }));
  return [{ label: 'Newest version', href: base.slice(0, -`${tag}/`.length) }];
}

/** Hands settings over to the modules that Astro loads by itself. */
function settingsModule(settings: Record<string, unknown>) {
  const name = 'virtual:site-settings';
  return {
    name: 'site-settings',
    resolveId: (id: string) => (id === name ? `\0${name}` : undefined),
    load: (id: string) =>
      id === `\0${name}`
        ? Object.entries(settings)
            .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};`)
            .join('\n')
        : undefined,
  };
}
