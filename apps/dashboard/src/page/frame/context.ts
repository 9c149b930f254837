import type { Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Board } from '../board/board.ts';
import type { Views } from '../board/views.ts';
import type { Excess } from '../follow/excess.ts';
import type { Settings } from '../settings/settings.ts';
import type { Api } from './api.ts';
import type { Router } from './router.ts';

/** What all parts of the page share. */
export interface App {
  board: Board;
  views: Views;
  settings: Settings;
  router: Router;
  api: Api;
  /** What went wrong with the last thing that the viewer did, in a sentence. */
  notice: Signal<string>;
  /** Batches that do not fit, while a dialog shows what can be done. */
  excess: Signal<Excess | undefined>;
  /**
   * Follows batches.
   *
   * @param isShown Whether the caller shows the problem, instead of the page.
   * @returns What is wrong, or nothing.
   */
  followAll: (batchIds: readonly string[], isShown?: boolean) => Promise<string>;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('There is no app around this component.');
  return app;
}
