/** The word "Redocly", instead of the logo that the page would load from a CDN. */
const logo = svg(
  '<svg xmlns="http://www.w3.org/2000/svg" width="42" height="12">' +
    '<text x="0" y="10" font-family="sans-serif" font-size="11" fill="#2467f2">Redocly</text></svg>',
);
const nothing = 'data:,';

/** What Redoc would load from other origins, and what replaces it. */
const replacements: [address: string, replacement: string][] = [
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', logo],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', logo],
  ['https://cdn.redocly.com/icons/fa/7.0.0', nothing],
  ['https://cdn.redocly.com/icons/code/5.24.0', nothing],
  ['https://otel.cloud.redocly.com/v1/traces', nothing],
];

/** What prints an advertisement to the console, where errors of the page should be seen. */
const banner = 'typeof document<`u`&&console.info(';

/**
 * Replaces every address from which the page would load something, and the banner in the console. The
 * policy in its head forbids such requests anyway, but without the replacement the page would show a
 * broken image.
 *
 * @throws an error if one of these is missing, so that the new version of Redoc is checked.
 */
export function selfContained(page: string): string {
  let result = page;
  for (const [found, replacement] of [...replacements, [banner, 'void ('] as const]) {
    if (!result.includes(found)) {
      throw new Error(
        `Redoc no longer has ${found}. See what it loads now, and change apps/docs/src/reference/self-contained.ts.`,
      );
    }
    result = result.replaceAll(found, replacement);
  }
  return result;
}

function svg(markup: string): string {
  return `data:image/svg+xml,${encodeURIComponent(markup)}`;
}
