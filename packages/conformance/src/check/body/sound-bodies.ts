/** In characters. Checking a larger body again costs little compared with keeping it. */
const longest = 8 * 1024;
const slots = 256;

interface SoundBody {
  text: string;
  /** The result of parsing the text. */
  value: unknown;
}

/**
 * Remembers bodies without mismatches by their text, because a client that polls mostly receives the same
 * body again. A body is kept when it seems to arrive for the second time: keeping each one for a while
 * costs the garbage collector more than checking it again. Hashing a whole text would cost as much as
 * parsing it, so a few characters give its mark. Of two bodies in one slot, the later one is kept.
 */
export class SoundBodies {
  readonly #marks = new Int32Array(slots);
  readonly #bodies: (SoundBody | undefined)[] = Array.from({ length: slots });

  /** `undefined` if the text is not known to be without mismatches. */
  find(text: string): SoundBody | undefined {
    const body = this.#bodies[slotOf(markOf(text))];
    return body?.text === text ? body : undefined;
  }

  add(text: string, value: unknown): void {
    if (text.length > longest) return;
    const mark = markOf(text);
    const slot = slotOf(mark);
    if (this.#marks[slot] === mark) this.#bodies[slot] = { text, value };
    else this.#marks[slot] = mark;
  }
}

function markOf(text: string): number {
  let mark = text.length;
  // Where bodies of one kind differ is unknown, so the characters come from everywhere in the text.
  const step = Math.max(1, text.length >> 5);
  for (let at = 0; at < text.length; at += step) {
    mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  }
  return mark;
}

function slotOf(mark: number): number {
  return (mark ^ (mark >>> 8) ^ (mark >>> 16)) & (slots - 1);
}
