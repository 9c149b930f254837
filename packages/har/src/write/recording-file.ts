import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';

import { FileError } from '../file-error.ts';
import type { RecordedEntry } from './recorded-entry.ts';

const closing = '\n]}}\n';

/**
 * A recording that can be read after every entry, whatever ends the process. Each entry is one
 * write: of a HAR, over the closing brackets and with new ones behind it.
 */
export class RecordingFile {
  readonly path: string;
  /** How many entries it has. */
  count = 0;
  readonly #isHar: boolean;
  readonly #descriptor: number;
  /** Where the next entry begins, in bytes. */
  #end = 0;

  /**
   * @param creator The program that records, as a HAR names it.
   * @throws FileError if the extension is not `.har` or `.ndjson`, or if the file exists or cannot be
   * written.
   */
  constructor(path: string, { name, version }: { name: string; version: string }) {
    this.path = path;
    this.#isHar = path.endsWith('.har');
    if (!this.#isHar && !path.endsWith('.ndjson')) {
      throw new FileError(`${path} says no format; end it in .har or .ndjson.`);
    }
    try {
      // Nobody else on the machine may read what was exchanged, redacted or not.
      this.#descriptor = openSync(path, 'wx', 0o600);
    } catch (error) {
      throw this.#unwritable(error);
    }
    if (this.#isHar) {
      const creator = JSON.stringify({ name, version });
      const opening = `{"log":{"version":"1.2","creator":${creator},"entries":[\n`;
      this.#write(opening + closing.trimStart());
      this.#end = Buffer.byteLength(opening);
    }
  }

  /** @throws FileError if it cannot be written. */
  append(entry: RecordedEntry): void {
    const text = JSON.stringify(entry);
    if (this.#isHar) {
      const written = `${this.count > 0 ? ',\n' : ''}${text}`;
      this.#write(written + closing);
      this.#end += Buffer.byteLength(written);
    } else {
      this.#end += this.#write(`${text}\n`);
    }
    this.count++;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Takes back a recording that nothing was written to. */
  remove(): void {
    this.close();
    unlinkSync(this.path);
  }

  /** Writes at the end, in one call if the system takes it as one. */
  #write(text: string): number {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, undefined, this.#end + done);
      }
    } catch (error) {
      throw this.#unwritable(error);
    }
    return bytes.length;
  }

  #unwritable(error: unknown): FileError {
    const { code } = error as NodeJS.ErrnoException;
    const advice = code === 'EEXIST' ? 'it is there already. Name another' : code;
    return new FileError(`${this.path} cannot be written (${advice}).`, { cause: error });
  }
}
