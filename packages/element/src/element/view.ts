import type { Numbers } from '../bar/format.ts';
import { segmentsOf, type Counts } from '../bar/segments.ts';
import { barStyles } from '../bar/styles.ts';

/** What an element shows, apart from the counts. */
export interface Texts {
  label: string;
  phase: string;
  timeLeft: string;
  /** The range of the time left. */
  range: string;
  note: string;
}

const styles = `${barStyles}:host{display:block;font-variant-numeric:tabular-nums}
:host([hidden]),[hidden]{display:none}
.text,.counts{display:flex;flex-wrap:wrap;gap:0 1em;margin-block-start:.25em}
.text>*,.note{min-block-size:1lh;overflow-wrap:anywhere}
.phase,.range{min-inline-size:min(100%,17ch)}
.time-left{min-inline-size:min(100%,12ch)}
.batch-mark::before{margin-inline-end:.4em}
.note::first-letter{text-transform:uppercase}`;

/** Adds an element of this class, which pages can style as a part of the same name. */
function add(parent: Node, name: string, tag = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute('part', name);
  return parent.appendChild(element);
}

/**
 * Writes a text. One that stays as it is keeps its selection.
 *
 * @param most The most characters that it will have, so that the layout does not change with it.
 */
function write(element: HTMLElement, text: string, most?: number): void {
  if (element.textContent !== text) element.textContent = text;
  if (most) element.style.minInlineSize = `min(100%, ${most}ch)`;
}

let sheet: CSSStyleSheet | undefined;

/** A strict CSP forbids elements with styles, and old browsers have nothing else. */
function addStyles(root: ShadowRoot): void {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    add(root, '', 'style').textContent = styles;
  }
}

export type Draw = (counts: Counts | undefined, texts: Texts, numbers: Numbers) => void;

/** Fills a shadow root. Returns the function that draws a batch there, or that nothing is known of it. */
export function createView(root: ShadowRoot): Draw {
  addStyles(root);
  const bar = add(root, 'batch-bar');
  bar.role = 'progressbar';
  const text = add(root, 'text');
  const done = add(text, 'done');
  const [phase, timeLeft, range] = ['phase', 'time-left', 'range'].map((name) => add(text, name));
  const counts = add(root, 'counts');
  const note = add(root, 'note');
  const rows = segmentsOf({}).map(({ name }) => {
    const segment = add(bar, `batch-${name}`);
    return { segment, row: add(counts, `batch-mark batch-${name}`) };
  });

  return (batch, texts, numbers) => {
    const segments = segmentsOf(batch ?? {});
    const total = segments.reduce((sum, { count }) => sum + count, 0);
    const ended = segments[0]!.count + segments[1]!.count;
    const percent = Math.floor((100 * ended) / total) || 0;
    const of = numbers.format(total);
    segments.forEach(({ name, count, percent: width }, index) => {
      const { segment, row } = rows[index]!;
      segment.hidden = !count;
      segment.style.inlineSize = `${width}%`;
      row.hidden = !batch || (index > 3 && !count);
      write(row, `${numbers.format(count)} ${name}`, of.length + name.length + 3);
    });
    write(done, batch ? `${numbers.format(ended)} of ${of} calls done` : '', 2 * of.length + 15);
    write(phase!, texts.phase);
    write(timeLeft!, texts.timeLeft);
    write(range!, texts.range);
    write(note, texts.note);
    bar.ariaLabel = texts.label;
    bar.ariaValueNow = batch ? `${percent}` : null;
    bar.ariaValueText = batch ? `${percent} %, ${texts.phase}` : texts.note;
  };
}
