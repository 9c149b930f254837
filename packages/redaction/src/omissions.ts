import { Unredactable } from './values/values.ts';

/** Leaves out what cannot be redacted, and keeps account of it. */
export class Omissions {
  readonly said: string[];

  /** @param said What the entry lacks already. */
  constructor(said: readonly string[]) {
    this.said = [...said];
  }

  /** What `redact` gives, or else `instead`. `part` says what is left out then: `The path is`. */
  orElse<T>(redact: () => T, instead: T, part: string): T {
    try {
      return redact();
    } catch (error) {
      if (!isOfTheValue(error)) throw error;
      this.said.push(`${part} left out, since nothing can stand in for what is in it.`);
      return instead;
    }
  }
}

/** Whether redaction failed for what was to be redacted: too odd, or nested too deeply. */
export function isOfTheValue(error: unknown): boolean {
  return error instanceof Unredactable || error instanceof RangeError;
}
