/** A percentage with one decimal, rounded down, so that 100 means all. */
export function percentOf(part: number, all: number): number {
  return all === 0 ? 0 : Math.floor((part * 1000) / all) / 10;
}
