/** A number that changes at given times. It is 0 before the first one. Time must not go back. */
export class Timetable<Step extends { at: number }> {
  readonly #steps: Iterator<Step>;
  readonly #valueOf: (step: Step) => number;
  #next: Step | undefined;
  #value = 0;

  constructor(steps: Iterable<Step>, valueOf: (step: Step) => number) {
    this.#steps = steps[Symbol.iterator]();
    this.#valueOf = valueOf;
    this.#advance();
  }

  value(now: number): number {
    while (this.#next && this.#next.at <= now) {
      this.#value = this.#valueOf(this.#next);
      this.#advance();
    }
    return this.#value;
  }

  /** When the value changes next: `Infinity` if it does not. */
  get nextAt(): number {
    return this.#next ? Math.ceil(this.#next.at) : Infinity;
  }

  #advance(): void {
    const { done, value } = this.#steps.next();
    this.#next = done ? undefined : value;
  }
}
