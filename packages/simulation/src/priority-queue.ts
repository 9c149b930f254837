interface Entry<T> {
  key: number;
  order: number;
  value: T;
}

/** Hands out values by the smallest key first, and equal keys in the order they came. */
export class PriorityQueue<T> {
  readonly #heap: Entry<T>[] = [];
  #order = 0;

  push(key: number, value: T): void {
    const entry = { key, order: this.#order++, value };
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!precedes(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  peek(): { readonly key: number; readonly value: T } | undefined {
    return this.#heap[0];
  }

  pop(): { readonly key: number; readonly value: T } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && precedes(heap[child + 1]!, heap[child]!)) child += 1;
      if (!precedes(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function precedes(one: Entry<unknown>, other: Entry<unknown>): boolean {
  return one.key < other.key || (one.key === other.key && one.order < other.order);
}
