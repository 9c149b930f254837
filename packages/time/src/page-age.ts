/** Where a web page says when it was loaded. */
interface PageTimes {
  getEntriesByType: (type: 'navigation') => { responseStart: number }[];
}

/** How long ago the first byte of this web page arrived, in milliseconds. It does not depend on the date. */
export function pageAge(): number {
  const [navigation] = (performance as unknown as PageTimes).getEntriesByType('navigation');
  return performance.now() - (navigation?.responseStart ?? 0);
}
