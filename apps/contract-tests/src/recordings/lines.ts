import { longestEntry, tooLong } from './too-long.ts';

const newline = 0x0a;

/** Finds the lines of NDJSON in chunks of bytes, wherever they are cut. Empty lines are no lines. */
export class Lines {
  readonly #file: string;
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** The bytes of each line that ends in this chunk, valid until the next one is asked for. */
  *in(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield* this.#whole(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start === chunk.length) return;
    this.#begun.push(Buffer.from(chunk.subarray(start)));
    this.#begunBytes += chunk.length - start;
    if (this.#begunBytes > longestEntry) throw tooLong(this.#count, this.#file);
  }

  /** The last line, which may lack its end. */
  *end(): Generator<Buffer> {
    yield* this.#whole(Buffer.alloc(0));
  }

  *#whole(end: Buffer): Generator<Buffer> {
    const line = this.#begun.length === 0 ? end : Buffer.concat([...this.#begun, end]);
    this.#begun = [];
    this.#begunBytes = 0;
    if (line.every(isSpace)) return;
    this.#count++;
    yield line;
  }
}

const isSpace = (byte: number): boolean => byte <= 0x20;
