/** What axe finds on the reference and Redoc gives no way to fix, by rule and place. */
export const unfixable: readonly string[] = [];
