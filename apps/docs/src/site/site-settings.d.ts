/** What `astro-config.ts` hands over to the modules that Astro loads by itself. */
declare module 'virtual:site-settings' {
  /** The root of the repository whose pages are shown. */
  export const root: string;
  /** The branch or tag whose files on GitHub belong to the site. */
  export const ref: string;
  /** The pages that are in no file of the repository. */
  export const apiPages: readonly import('../pages/page-text.ts').PageText[];
  export const headerLinks: readonly { label: string; href: string }[];
}
