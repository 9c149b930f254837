/** Beyond this, reading a body again costs little beside keeping it. In characters. */
const longest = 16 * 1024;
const most = 128;

/**
 * The last bodies in which nothing was found, by their text: whoever asks a server again and again
 * is mostly told the same.
 */
export class SoundBodies {
  readonly #values = new Map<string, { value: unknown }>();

  /** What a text was parsed to; `undefined` if it is not known to be sound. */
  find(text: string): { value: unknown } | undefined {
    return text.length > longest ? undefined : this.#values.get(text);
  }

  add(text: string, value: unknown): void {
    if (text.length > longest) return;
    if (this.#values.size >= most) this.#values.delete(this.#values.keys().next().value!);
    this.#values.set(text, { value });
  }
}
