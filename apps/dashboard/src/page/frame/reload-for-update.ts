import { effect } from '@preact/signals';
import type { Board } from '../board/board.ts';

/** Loads the page again when the server was updated, unless the viewer is writing. */
export function reloadForUpdate(board: Board): void {
  let loaded: string | undefined;
  effect(() => {
    const version = board.state.value?.version;
    loaded ??= version;
    if (version !== undefined && version !== loaded && !isInUse()) location.reload();
  });
}

const isInUse = (): boolean =>
  document.querySelector('dialog[open], textarea:not(:placeholder-shown)') !== null;
