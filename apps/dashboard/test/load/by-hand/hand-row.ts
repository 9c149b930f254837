import { segmentsOf } from '@batch-status/element/bar';
import type { BoardBatch } from '../../../src/wire/board.ts';
import { formatAge } from '../../../src/page/text/duration.ts';
import { formatCount, formatRate, formatShare } from '../../../src/page/text/numbers.ts';
import { formatTimeLeft } from '../../../src/page/text/time-left.ts';

/** A row of the overview. */
export class HandRow {
  readonly element: HTMLElement;
  readonly #texts = new Map<string, Text>();
  readonly #bar: HTMLElement;
  readonly #cuts: string[] = [];
  #barLabel = '';

  constructor(batchId: string) {
    this.element = created('div', 'row', 'row');
    this.element.dataset['batch'] = batchId;
    this.element.dataset['tone'] = 'busy';
    const link = document.createElement('a');
    link.href = `batches/${encodeURIComponent(batchId)}`;
    const id = document.createElement('bdi');
    id.textContent = batchId;
    link.append(id);
    this.#cell('cell-id').append(link);
    const state = this.#cell('cell-state');
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    mark.setAttribute('class', 'mark');
    mark.setAttribute('viewBox', '0 0 16 16');
    mark.ariaHidden = 'true';
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M5 3l8 5-8 5z');
    mark.append(path);
    state.append(mark, this.#span('label'), this.#span('advice'));
    this.#bar = created('div', 'batch-bar', 'img');
    for (const { name } of segmentsOf({})) this.#bar.append(created('span', `batch-${name}`));
    this.#cell('cell-bar').append(this.#bar);
    for (const name of ['counts', 'failed', 'rate']) this.#text(name, this.#cell(`cell-${name}`));
    this.#cell('cell-left').append(this.#span('left', 'likely'), ' ', this.#span('range'));
    this.#cell('cell-age').append(this.#span('age', ''));
  }

  show({ last, computedAt }: BoardBatch, now: number): void {
    if (last.type === 'pending') return;
    const { batch, progress, receivedAt } = last;
    const { completed, failed, total } = batch;
    this.#set('label', 'Running');
    this.#set('advice', 'Calls are active, and others are waiting.');
    const most = formatCount(total);
    this.#set('counts', `${formatCount(progress.done).padStart(most.length, '\u2007')} / ${most}`);
    this.#set('failed', formatShare(failed, completed + failed));
    this.#set('rate', progress.throughput === undefined ? '' : formatRate(progress.throughput));
    const { timeLeft } = progress;
    if (timeLeft) {
      const passed = Math.max(0, now - (computedAt ?? receivedAt));
      const [left, range] = formatTimeLeft({
        likely: Math.max(timeLeft.likely - passed, passed),
        low: Math.max(0, timeLeft.low - passed),
        high: timeLeft.high - passed,
        confidence: timeLeft.confidence,
      });
      this.#set('left', left);
      this.#set('range', range);
    }
    this.#set('age', formatAge(now - receivedAt));
    this.#showBar(batch);
  }

  #showBar(batch: Parameters<typeof segmentsOf>[0]): void {
    let start = 0;
    let label = '';
    for (const [index, { percent, count, name }] of segmentsOf(batch).entries()) {
      const from = start;
      start += percent;
      const cut =
        percent === 0 ? '' : `inset(0 ${(100 - start).toFixed(2)}% 0 ${from.toFixed(2)}%)`;
      if (count > 0) label += `${label && ', '}${formatCount(count)} ${name}`;
      if (cut === this.#cuts[index]) continue;
      this.#cuts[index] = cut;
      const part = this.#bar.children[index] as HTMLElement;
      part.hidden = cut === '';
      part.style.clipPath = cut;
    }
    if (label === this.#barLabel) return;
    this.#barLabel = label;
    this.#bar.ariaLabel = label;
  }

  #cell(className: string): HTMLElement {
    const cell = created('div', className, 'cell');
    this.element.append(cell);
    return cell;
  }

  #span(name: string, className = name): HTMLElement {
    const span = created('span', className);
    this.#text(name, span);
    return span;
  }

  #text(name: string, element: HTMLElement): void {
    const text = document.createTextNode('');
    this.#texts.set(name, text);
    element.dataset['text'] = name;
    element.append(text);
  }

  #set(name: string, value: string): void {
    const text = this.#texts.get(name)!;
    if (text.data !== value) text.data = value;
  }
}

function created(tag: string, className: string, role?: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (role !== undefined) element.role = role;
  return element;
}
