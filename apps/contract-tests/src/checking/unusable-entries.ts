import type { RecordingError } from '@batch-status/conformance';

/** Why entries of a recording were not checked. */
export class UnusableEntries {
  #first: RecordingError | undefined;
  #count = 0;

  add(error: RecordingError): void {
    this.#first ??= error;
    this.#count++;
  }

  /** The reason for the first one, and the number of the others. Empty if there are none. */
  get messages(): string[] {
    if (!this.#first) return [];
    const others = this.#count - 1;
    const noun = others === 1 ? 'entry' : 'entries';
    const more = others === 0 ? '' : ` The file has ${others} more such ${noun}.`;
    return [`${this.#first.message}${more}`];
  }
}
