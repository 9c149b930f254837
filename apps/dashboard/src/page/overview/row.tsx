import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Bar } from '../bar/bar.tsx';
import type { BatchView } from '../board/batch-view.ts';
import { AskAgain } from '../follow/ask-again.tsx';
import { useApp } from '../frame/context.ts';
import { useDrawing } from '../frame/use-drawing.ts';
import { Link } from '../frame/link.tsx';
import { rowTexts, type RowTexts } from './row-texts.ts';

/**
 * A batch in the overview. Preact draws it once, without texts. After that, a change of the batch
 * writes the texts that differ: a diff of 500 rows would cost more than all else.
 */
export function Row({ view }: { view: BatchView }): JSX.Element {
  const { router, board } = useApp();
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef<Partial<RowTexts>>({});
  useDrawing(() => {
    const texts = rowTexts(view, board.calmNow.value);
    if (ref.current) write(ref.current, texts, shown.current);
    shown.current = texts;
  }, [view, board]);
  return (
    <div role="row" class="row" data-batch={view.batchId} ref={ref}>
      <div role="cell" class="cell-id">
        <Link href={router.batchUrl(view.batchId)}>
          <bdi>{view.batchId}</bdi>
        </Link>
      </div>
      <div role="cell" class="cell-state">
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
          <path />
        </svg>
        <span class="label" data-text="label" />
        <span class="advice" data-text="advice" />
      </div>
      <div role="cell" class="cell-bar">
        <Bar view={view} />
      </div>
      <div role="cell" class="cell-counts" data-text="counts" />
      <div role="cell" class="cell-failed" data-text="failed" />
      <div role="cell" class="cell-rate" data-text="rate" />
      <div role="cell" class="cell-left">
        <span class="likely" data-text="left" /> <span class="range" data-text="range" />
      </div>
      <div role="cell" class="cell-age">
        <span data-text="age" />
        <AskAgain view={view} />
      </div>
    </div>
  );
}

/** Where each row has its texts. */
const places = new WeakMap<Element, Map<string, HTMLElement>>();

function placesOf(row: Element): Map<string, HTMLElement> {
  let found = places.get(row);
  if (!found) {
    const elements = row.querySelectorAll<HTMLElement>('[data-text]');
    found = new Map(Array.from(elements, (element) => [element.dataset['text']!, element]));
    places.set(row, found);
  }
  return found;
}

/** Keeps the node of the text: another one for each change would be work for the garbage collector. */
function setText(element: HTMLElement, text: string): void {
  const { firstChild } = element;
  if (firstChild) firstChild.nodeValue = text;
  else element.textContent = text;
}

function write(row: HTMLElement, texts: RowTexts, shown: Partial<RowTexts>): void {
  for (const [name, element] of placesOf(row)) {
    const text = texts[name as keyof RowTexts];
    if (text !== shown[name as keyof RowTexts]) setText(element, text);
  }
  if (texts.advice !== shown.advice) {
    row.querySelector<HTMLElement>('.advice')!.title = texts.advice;
  }
  if (texts.tone !== shown.tone) row.dataset['tone'] = texts.tone;
  if (texts.shape !== shown.shape) row.querySelector('path')!.setAttribute('d', texts.shape);
  if (texts.flags !== shown.flags) row.dataset['flags'] = texts.flags;
}
