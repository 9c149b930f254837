/** What `astro-config.ts` hands over to the modules that Astro loads by itself. */
declare module 'virtual:site-settings' {
  /** The root of the repository whose pages are shown. */
  export const root: string;
  /** The branch or tag whose files on GitHub belong to the site. */
  export const ref: string;
  /** The pages that are not in a file, as `PageText`. */
  export const apiPages: readonly {
    path: string;
    title: string;
    description: string;
    group?: string;
    sources?: Readonly<Record<string, string>>;
    file: string;
    body: string;
  }[];
  export const headerLinks: readonly { label: string; href: string }[];
}
