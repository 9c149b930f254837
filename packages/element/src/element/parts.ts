import { barStyles } from '../bar/styles.ts';

const styles = `${barStyles}:host(:not([hidden])){display:grid;gap:.25em;font-variant-numeric:tabular-nums}
.text,.counts{display:flex;flex-flow:wrap;gap:0 1em}
.text>*,.counts>*,.note{min-width:min(100%,19ch);min-height:1lh;max-height:9lh;overflow:hidden;overflow-wrap:anywhere}`;

let sheet: CSSStyleSheet | undefined;

/**
 * The part of an element with this class, which pages can style as a part of the same name. The first
 * call adds it to its parent. A text that stays as it is keeps its selection.
 */
export type Part = (name: string, text?: string, parent?: Node) => HTMLElement;

/** Fills a shadow root. */
export function createParts(root: ShadowRoot): Part {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  root.adoptedStyleSheets = [sheet];
  const parts: Record<string, HTMLElement> = {};
  return (name, text, parent = root) => {
    const part = (parts[name] ??= parent.appendChild(
      Object.assign(document.createElement('div'), { className: name, part: name }),
    ));
    if (text !== undefined && part.textContent !== text) part.textContent = text;
    return part;
  };
}
