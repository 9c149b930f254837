import { Unredactable } from './values/fitting-placeholders.ts';

/** Leaves out what cannot be redacted, and notes it for the comment of the entry. */
export class Omissions {
  readonly notes: string[];

  /** @param notes What the entry lacks already. */
  constructor(notes: readonly string[]) {
    this.notes = [...notes];
  }

  /** The result of `redact`, or `instead` if redaction fails. `part` is named in the note: `the path`. */
  orElse<T>(redact: () => T, instead: T, part: string): T {
    try {
      return redact();
    } catch (error) {
      if (!isOfTheValue(error)) throw error;
      this.notes.push(`The recording omits ${part}, which could not be redacted.`);
      return instead;
    }
  }
}

/** Whether redaction failed because of the value: no placeholder fits, or it is nested too deeply. */
export function isOfTheValue(error: unknown): boolean {
  return error instanceof Unredactable || error instanceof RangeError;
}
