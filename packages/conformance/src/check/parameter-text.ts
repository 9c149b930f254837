/** How a value is written into one text, by OpenAPI's styles. */
export interface Style {
  name: string;
  style: string;
  explode: boolean;
}

/** The lists that a text can mean; empty if it is not written in the style. */
export function listsIn(text: string, style: Style): string[][] {
  const content = withoutPrefix(text, style);
  if (content === undefined) return [];
  if (content === '') return [[]];
  if (style.style === 'matrix' && style.explode) return [content.split(`;${style.name}=`)];
  return separatorsOf(style).map((separator) => content.split(separator));
}

/** The objects that a text can mean; empty if it is not written in the style. */
export function objectsIn(text: string, style: Style): { [name: string]: string }[] {
  const { explode } = style;
  const content = explode && style.style === 'matrix' ? text.slice(1) : withoutPrefix(text, style);
  if (content === undefined) return [];
  return separatorsOf(style).flatMap((separator) => {
    const elements = content === '' ? [] : content.split(separator);
    const pairs = explode
      ? elements.map((element) => element.split(/=(.*)/s, 2))
      : elements.flatMap((key, at) => (at % 2 === 0 ? [[key, elements[at + 1]]] : []));
    if (pairs.some(([, value]) => value === undefined)) return [];
    return [Object.fromEntries(pairs as [string, string][])];
  });
}

/** The text of a single value; `undefined` if it is not written in the style. */
export function withoutPrefix(text: string, { name, style }: Style): string | undefined {
  if (style === 'label') return text.startsWith('.') ? text.slice(1) : undefined;
  if (style !== 'matrix') return text;
  if (text === `;${name}`) return '';
  return text.startsWith(`;${name}=`) ? text.slice(name.length + 2) : undefined;
}

function separatorsOf({ style, explode }: Style): (string | RegExp)[] {
  if (style === 'spaceDelimited') return [/%20|\+| /];
  // Of Swagger 2.0.
  if (style === 'tabDelimited') return [/\t|%09/i];
  if (style === 'pipeDelimited') return [/\||%7c/i];
  if (explode && style === 'matrix') return [';'];
  // OpenAPI before 3.0.4 shows full stops in either case.
  if (style === 'label') return explode ? ['.'] : [',', '.'];
  return [/,\s*/];
}
