import type { BoardSnapshot } from '../../src/wire/board.ts';

/** The board that a page has in it, as its script finds it. */
export function boardIn(html: string): BoardSnapshot | undefined {
  const [, json] = /<script type="application\/json" id="board">([^<]*)<\/script>/.exec(html) ?? [];
  return json === undefined ? undefined : (JSON.parse(json) as BoardSnapshot);
}
