import { closeSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';

import { FileError } from '../file-error.ts';
import type { RecordedEntry } from './recorded-entry.ts';

const closing = '\n]}}\n';

/**
 * A recording that is valid after every entry, even if the process is killed. Each entry is one write.
 * In a HAR, the write replaces the closing brackets and ends with new ones.
 */
export class RecordingFile {
  readonly path: string;
  /** The number of entries. */
  count = 0;
  readonly #isHar: boolean;
  readonly #descriptor: number;
  /** The position of the next entry, in bytes. */
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
      throw new FileError(`${path} must end in .har or .ndjson.`);
    }
    try {
      // No other user of the machine may read the traffic, redacted or not.
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

  /** @throws FileError if it cannot be written. Then the recording is as it was before. */
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

  /** Deletes a recording without entries. */
  remove(): void {
    this.close();
    unlinkSync(this.path);
  }

  /** Writes at the end, in one call unless the system accepts only a part. */
  #write(text: string): number {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, undefined, this.#end + done);
      }
    } catch (error) {
      this.#restore();
      throw this.#unwritable(error);
    }
    return bytes.length;
  }

  /** Removes what a full disk has accepted of an entry. This needs no space on it. */
  #restore(): void {
    const end = Buffer.from(this.#isHar && this.#end > 0 ? this.#closing : '');
    try {
      writeSync(this.#descriptor, end, 0, undefined, this.#end);
      ftruncateSync(this.#descriptor, this.#end + end.length);
    } catch {
      // The error of the write says more.
    }
  }

  get #closing(): string {
    return this.count === 0 ? closing.trimStart() : closing;
  }

  #unwritable(error: unknown): FileError {
    const { code } = error as NodeJS.ErrnoException;
    const advice = code === 'EEXIST' ? 'it exists. Choose another name' : code;
    return new FileError(`${this.path} cannot be written (${advice}).`, { cause: error });
  }
}
