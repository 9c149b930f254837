/** Whether the viewer looks at something else: at another tab, or at another window. */
export const isAway = (): boolean => document.visibilityState !== 'visible' || !document.hasFocus();

/** Calls back when the viewer looks at the page again. */
export function onReturn(callback: () => void): void {
  const check = (): void => {
    if (!isAway()) callback();
  };
  document.addEventListener('visibilitychange', check);
  addEventListener('focus', check);
}
