import { barStyles } from '@batch-status/element/bar';

/** The styles of bars, which come as text. A constructed sheet is no inline style for the policy. */
export function barSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(barStyles);
  return sheet;
}
