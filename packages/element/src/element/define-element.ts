import type { BatchElement } from './batch-element.ts';
import { createDisplay, type Follow } from './display.ts';

/** A server has no elements. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (Object as never);

/**
 * Makes the class of an element, and defines the element. A server that renders a page has no elements:
 * there, this has no effect. If another copy of the package has defined the element, that one stays.
 *
 * @param follow Follows what the attributes name.
 */
export function defineElement(name: string, follow: Follow): new () => BatchElement {
  class Element extends Base implements BatchElement {
    static readonly observedAttributes: readonly string[] = ['batch-id', 'src'];
    declare update: BatchElement['update'];
    readonly #sync = createDisplay(this, follow);

    connectedCallback(): void {
      this.#sync();
    }

    disconnectedCallback(): void {
      this.#sync();
    }

    attributeChangedCallback(_: string, before: string | null, after: string | null): void {
      // What was shown belongs to another batch.
      if (before && before !== after) this.update = undefined;
      this.#sync();
    }
  }

  try {
    customElements.define(name, Element);
  } catch {
    // This is a server, or another copy of the package has defined the element.
  }
  return Element;
}
