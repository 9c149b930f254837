/** How a value is written into one text, by OpenAPI's styles. */
export interface Style {
  name: string;
  style: string;
  explode: boolean;
}

/** The list that a text means; `undefined` if it is not written in the style. */
export function listIn(text: string, { name, style, explode }: Style): string[] | undefined {
  const content = withoutPrefix(text, { name, style, explode });
  if (content === undefined) return undefined;
  if (content === '') return [];
  if (style === 'matrix' && explode) return content.split(`;${name}=`);
  return content.split(separatorOf(style, explode));
}

/** The object that a text means; `undefined` if it is not written in the style. */
export function objectIn(text: string, style: Style): { [name: string]: string } | undefined {
  const { explode } = style;
  const content = explode && style.style === 'matrix' ? text.slice(1) : withoutPrefix(text, style);
  if (content === undefined) return undefined;
  const elements = content === '' ? [] : content.split(separatorOf(style.style, explode));
  const pairs = explode
    ? elements.map((element) => element.split(/=(.*)/s, 2))
    : elements.flatMap((key, at) => (at % 2 === 0 ? [[key, elements[at + 1]]] : []));
  if (pairs.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(pairs as [string, string][]);
}

/** The text of a single value; `undefined` if it is not written in the style. */
export function withoutPrefix(text: string, { name, style }: Style): string | undefined {
  if (style === 'label') return text.startsWith('.') ? text.slice(1) : undefined;
  if (style !== 'matrix') return text;
  if (text === `;${name}`) return '';
  return text.startsWith(`;${name}=`) ? text.slice(name.length + 2) : undefined;
}

function separatorOf(style: string, explode: boolean): string | RegExp {
  if (style === 'spaceDelimited') return /%20|\+| /;
  if (style === 'pipeDelimited') return /\||%7c/i;
  if (explode && style === 'label') return '.';
  if (explode && style === 'matrix') return ';';
  // Some clients escape the comma.
  return /,\s*/;
}
