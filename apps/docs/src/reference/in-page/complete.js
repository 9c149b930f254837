/*
 * Redoc renders a section only when it comes near the window. Until then, find in page, print, and
 * links would not reach it. To this observer, everything is visible.
 */
globalThis.IntersectionObserver = class {
  #report;

  constructor(report) {
    this.#report = report;
  }

  observe(target) {
    queueMicrotask(() =>
      this.#report([{ target, isIntersecting: true, intersectionRatio: 1 }], this),
    );
  }

  unobserve() {}

  disconnect() {}

  takeRecords() {
    return [];
  }
};
