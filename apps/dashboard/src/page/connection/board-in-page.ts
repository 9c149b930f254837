import { pageAge } from '@batch-status/time';
import type { BoardEvent, BoardSnapshot } from '../../wire/board.ts';

type Apply = (event: BoardEvent, age: number) => void;

/**
 * Applies the board that the server wrote into the page, if it did, so that nothing waits for the
 * stream. Returns what applies the events of the stream.
 */
export function applyBoardInPage(apply: Apply): Apply {
  const text = document.querySelector('script#board')?.textContent;
  if (!text) return apply;
  const snapshot = JSON.parse(text) as BoardSnapshot;
  apply(snapshot, pageAge());
  let isFirst = true;
  return (event, age) => {
    // The worker may first send a snapshot that is older than the board in the page.
    const isOlder = isFirst && event.now < snapshot.now;
    isFirst = false;
    if (!isOlder) apply(event, age);
  };
}
