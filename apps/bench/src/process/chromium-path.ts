import { findChromium } from '../../../../scripts/chromium.ts';

/** @throws Error if no browser is installed. */
export function chromiumPath(): string {
  const path = findChromium();
  if (path) return path;
  throw new Error('Chromium was not found. Install it, or set CHROMIUM to the path of a browser.');
}
