import { Unredactable } from './values/values.ts';

/** Leaves out what cannot be redacted, and notes it for the comment of the entry. */
export class Omissions {
  readonly notes: string[];

  /** @param notes What the entry lacks already. */
  constructor(notes: readonly string[]) {
    this.notes = [...notes];
  }

  /** The result of `redact`, or `instead` if redaction fails. `part` starts the note: `The path`. */
  orElse<T>(redact: () => T, instead: T, part: string): T {
    try {
      return redact();
    } catch (error) {
      if (!isOfTheValue(error)) throw error;
      this.notes.push(`${part} could not be redacted and was left out.`);
      return instead;
    }
  }
}

/** Whether redaction failed because of the value: no placeholder fits, or it is nested too deeply. */
export function isOfTheValue(error: unknown): boolean {
  return error instanceof Unredactable || error instanceof RangeError;
}
