/** In characters. A larger board takes so long to compress for each page that other viewers wait. */
const longest = 64 * 1024;

/**
 * Returns the element in which a page finds the board, so that it need not wait for its stream. The policy
 * of the page allows it, because it is data and not a script. If the board is large, returns nothing.
 *
 * @param board A `BoardSnapshot` in JSON.
 */
export function boardElement(board: string): string {
  if (board.length > longest) return '';
  // A text such as `</script>` or `<!--` would end the element, or hide its end.
  const data = board.replaceAll('<', String.raw`\u003c`);
  return `<script type="application/json" id="board">${data}</script>`;
}
