/** The page that a host shows for an address that does not exist. */
export const notFound = (
  base: string,
): { id: string; data: Record<string, unknown>; body: string } => ({
  id: '404',
  data: {
    title: 'Page not found',
    description: 'This address does not exist.',
    template: 'splash',
    editUrl: false,
    pagefind: false,
  },
  body: `This address does not exist. Search for what you need, or go to the [first page](${base}) or the [reference](${base}reference/).\n`,
});
