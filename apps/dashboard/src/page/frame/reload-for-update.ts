import { effect } from '@preact/signals';
import type { Board } from '../board/board.ts';

/** Loads the page again when the server was updated, unless the viewer is writing. */
export function reloadForUpdate(board: Board): void {
  let loaded: string | undefined;
  effect(() => {
    const version = board.state.value?.version;
    loaded ??= version;
    if (version === undefined || version === loaded || isInUse()) return;
    // Two servers behind one address may be of different versions for a while.
    if (isFirstFor(version)) location.reload();
  });
}

const key = 'batch-status-reloaded-for';

/** Without a storage, the page cannot know, and stays as it is. */
function isFirstFor(version: string): boolean {
  try {
    const isFirst = sessionStorage.getItem(key) !== version;
    sessionStorage.setItem(key, version);
    return isFirst;
  } catch {
    return false;
  }
}

const isInUse = (): boolean =>
  document.querySelector('dialog[open], textarea:not(:placeholder-shown)') !== null;
