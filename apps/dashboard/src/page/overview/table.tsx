import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';
import { filtered } from './filters.ts';
import { listQuery } from './list-query.ts';
import { keepPlaces, sorted } from './order.ts';
import { Row } from './row.tsx';

const columns = ['Batch', 'State', 'Progress', 'Ended', 'Failed', 'Rate', 'Time left', 'Data age'];

export function Table(): JSX.Element {
  const { views, router } = useApp();
  const pointed = useSignal<string | undefined>(undefined);
  const focused = useSignal<string | undefined>(undefined);
  const shown = useRef<readonly string[]>([]);
  const rows = useRef(new WeakMap<BatchView, JSX.Element>());
  // Not a signal, since the order depends on what was shown before.
  const order = useComputed(() => {
    const { filter, sorting, text } = listQuery(router.query.value);
    const next = sorted(filtered(views.list.value, filter, text), sorting);
    const placed = keepPlaces(next, shown.current, [pointed.value, focused.value]);
    // The same array, so that nothing is drawn again if nothing moved.
    if (!isSame(placed, shown.current)) shown.current = placed;
    return shown.current;
  });
  return (
    <div class="table" role="table" aria-label="Batches" aria-rowcount={order.value.length + 1}>
      <div role="rowgroup" class="head">
        <div role="row" class="columns">
          {columns.map((column) => (
            <div key={column} role="columnheader">
              {column}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        class="body"
        onPointerOver={(event) => (pointed.value = rowOf(event.target))}
        onPointerLeave={() => (pointed.value = undefined)}
        onFocusIn={(event) => (focused.value = rowOf(event.target))}
        onFocusOut={() => (focused.value = undefined)}
      >
        {order.value.map((batchId) => rowFor(views.get(batchId), rows.current))}
      </div>
    </div>
  );
}

/** The same element for the same batch, so that Preact has nothing to compare. */
function rowFor(
  view: BatchView | undefined,
  rows: WeakMap<BatchView, JSX.Element>,
): JSX.Element | undefined {
  if (!view) return undefined;
  let row = rows.get(view);
  if (!row) {
    row = <Row key={view.batchId} view={view} />;
    rows.set(view, row);
  }
  return row;
}

const rowOf = (target: EventTarget | null): string | undefined =>
  (target as Element | null)?.closest<HTMLElement>('[data-batch]')?.dataset['batch'];

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);
