/** With one decimal, and 100 only if nothing is missing. */
export function percentOf(part: number, all: number): number {
  return all === 0 ? 0 : Math.floor((part * 1000) / all) / 10;
}
