/** Defines an element, unless there is no page, or another copy of the package has defined it. */
export function define(name: string, element: CustomElementConstructor): void {
  const { customElements } = globalThis as { customElements?: CustomElementRegistry };
  if (customElements && !customElements.get(name)) customElements.define(name, element);
}
