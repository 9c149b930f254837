/** The page that a host shows for an address that does not exist. */
export function notFound(origin: string, base: string): { data: object; body: string } {
  const address = `${origin}${base}404.html`;
  return {
    data: {
      title: 'Page not found',
      description: 'This address does not exist.',
      template: 'splash',
      editUrl: false,
      pagefind: false,
      // Starlight would write the address that other pages have.
      head: [
        { tag: 'link', attrs: { rel: 'canonical', href: address } },
        { tag: 'meta', attrs: { property: 'og:url', content: address } },
      ],
    },
    body: `This address does not exist. Search for what you need, or go to the [first page](${base}) or the [reference](${base}reference/).\n`,
  };
}
