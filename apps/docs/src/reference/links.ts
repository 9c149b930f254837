/**
 * The links of the reference, in Markdown.
 *
 * @param toReference From the page to the folder of the reference.
 */
export const links = (toReference: string): string =>
  [
    `Also [as YAML](${toReference}openapi.yaml) and [as JSON](${toReference}openapi.json).`,
    `Guides: [what each error means](${toReference}../guides/errors/), and [all others](${toReference}../).`,
  ].join(' ');
