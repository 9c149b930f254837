import { computed, type ReadonlySignal } from '@preact/signals';

/** A computed value that stays the same object while its contents do: the server repeats itself. */
export function stable<Value>(compute: () => Value): ReadonlySignal<Value> {
  let last: { value: Value; text: string | undefined } | undefined;
  return computed(() => {
    const value = compute();
    const text = JSON.stringify(value);
    if (!last || last.text !== text) last = { value, text };
    return last.value;
  });
}
