import { decodeRecordedText } from './charset.ts';
import { parameterOf } from './media-type.ts';

/** A part of a multipart body. */
export interface Part {
  /** From `content-disposition`; `undefined` if the part has none. */
  name: string | undefined;
  contentType: string | undefined;
  /** By their names in lower case. */
  headers: { [name: string]: string };
  /** The text; for a part that is not text, one character for each byte. */
  text: string;
}

/**
 * The parts of a multipart body.
 *
 * @returns `undefined` if the type has no boundary, or the body has no part and no end.
 * @see {@link https://www.rfc-editor.org/rfc/rfc2046#section-5.1 | RFC 2046, section 5.1}
 */
export function partsOfMultipart(bytes: Uint8Array, contentType: string): Part[] | undefined {
  const boundary = parameterOf(contentType, 'boundary');
  if (!boundary) return undefined;
  const body = `\r\n${Buffer.from(bytes).toString('latin1')}`.replaceAll(/(?<!\r)\n/g, '\r\n');
  const [, ...pieces] = body.split(`\r\n--${boundary}`);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  if (end < 0) return undefined;
  return pieces.slice(0, end).map(partIn);
}

function partIn(piece: string): Part {
  const [head, content = ''] = piece.split(/\r\n\r\n(.*)/s, 2) as [string, string?];
  const headers = new Map(
    head.split(/\r\n(?![ \t])/).map((line): [string, string] => {
      const [name, value = ''] = line.split(/:(.*)/s, 2) as [string, string?];
      return [name.trim().toLowerCase(), value.trim()];
    }),
  );
  const contentType = headers.get('content-type');
  // It has the syntax of a media type.
  const name = parameterOf(`a/${headers.get('content-disposition') ?? 'b'}`, 'name');
  return {
    name: name && latin1ToText(name),
    contentType,
    headers: Object.fromEntries(headers),
    text: latin1ToText(content, contentType),
  };
}

function latin1ToText(text: string, contentType?: string): string {
  try {
    return decodeRecordedText(Buffer.from(text, 'latin1'), contentType);
  } catch {
    return text;
  }
}
