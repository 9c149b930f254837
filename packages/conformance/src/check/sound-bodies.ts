/** Beyond this, reading a body again costs little beside keeping it. In characters. */
const longest = 8 * 1024;
const places = 256;

interface SoundBody {
  text: string;
  /** What the text was parsed to. */
  value: unknown;
}

/**
 * Bodies in which nothing was found, by their text: whoever asks a server again and again is mostly
 * told the same. A body is kept when it seems to come for the second time, since to keep each of them
 * for a while costs the garbage collector more than to judge it. To hash a text whole would cost as
 * much as to parse it; so a few of its characters give its mark, and of two bodies with one place, the
 * later is kept.
 */
export class SoundBodies {
  readonly #marks = new Int32Array(places);
  readonly #bodies: (SoundBody | undefined)[] = Array.from({ length: places });

  /** `undefined` if the text is not known to be sound. */
  find(text: string): SoundBody | undefined {
    const body = this.#bodies[placeOf(markOf(text))];
    return body?.text === text ? body : undefined;
  }

  add(text: string, value: unknown): void {
    if (text.length > longest) return;
    const mark = markOf(text);
    const place = placeOf(mark);
    if (this.#marks[place] === mark) this.#bodies[place] = { text, value };
    else this.#marks[place] = mark;
  }
}

function markOf(text: string): number {
  let mark = text.length;
  // Bodies of one kind differ at places that nobody knows; these lie all over them.
  const step = Math.max(1, text.length >> 5);
  for (let at = 0; at < text.length; at += step) {
    mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  }
  return mark;
}

function placeOf(mark: number): number {
  return (mark ^ (mark >>> 8) ^ (mark >>> 16)) & (places - 1);
}
