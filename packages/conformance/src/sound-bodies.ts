/** Beyond this, reading a body again costs little beside keeping it. In characters. */
const longest = 8 * 1024;
const places = 256;

interface SoundBody {
  text: string;
  /** What the text was parsed to. */
  value: unknown;
}

/**
 * The last bodies in which nothing was found, by their text: whoever asks a server again and again
 * is mostly told the same. A text's place comes from a few of its characters, since to hash it whole
 * would cost as much as to parse it; of two bodies with one place, the later is kept.
 */
export class SoundBodies {
  readonly #bodies: (SoundBody | undefined)[] = Array.from({ length: places });

  /** `undefined` if the text is not known to be sound. */
  find(text: string): SoundBody | undefined {
    const body = this.#bodies[placeOf(text)];
    return body?.text === text ? body : undefined;
  }

  add(text: string, value: unknown): void {
    if (text.length <= longest) this.#bodies[placeOf(text)] = { text, value };
  }
}

function placeOf(text: string): number {
  let hash = text.length;
  // Bodies of one kind differ at places that nobody knows; these lie all over them.
  const step = Math.max(1, text.length >> 5);
  for (let at = 0; at < text.length; at += step) hash = (hash * 31 + text.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (places - 1);
}
