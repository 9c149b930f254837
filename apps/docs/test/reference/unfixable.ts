/** What axe finds on the reference as it opens and Redoc gives no way to fix, by rule and place. */
export const unfixable: readonly string[] = [];

/** Redoc puts an open menu at the end of the page, outside of every landmark. */
export const unfixableInMenus: RegExp = /^region: <(?:li|span) [^>]*(?:role="menuitem"|title=)/;
