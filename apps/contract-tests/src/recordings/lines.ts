const newline = 0x0a;

/** Finds the lines of NDJSON in chunks of bytes, wherever they are cut. Empty lines are no lines. */
export class Lines {
  #begun: Buffer[] = [];

  /** The text of each line that ends in this chunk. The chunk may be used again afterwards. */
  *in(chunk: Buffer): Generator<string> {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield* this.#whole(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#begun.push(Buffer.from(chunk.subarray(start)));
  }

  /** The text of the last line, which may lack its end. */
  *end(): Generator<string> {
    yield* this.#whole(Buffer.alloc(0));
  }

  *#whole(end: Buffer): Generator<string> {
    const bytes = this.#begun.length === 0 ? end : Buffer.concat([...this.#begun, end]);
    this.#begun = [];
    const text = bytes.toString('utf8').trim();
    if (text !== '') yield text;
  }
}
