const mark = /^\s*(?:\/\/|#|<!--|\/\*) ?#(end)?region(?: ([\w-]+))?\s*(?:-->|\*\/)?\s*$/;

/** The regions of a source file by name, and the whole file as `''`, without the lines that mark them. */
export function regionsOf(source: string): Map<string, string> {
  const all: string[] = [];
  const open = new Map<string, string[]>();
  const closed = new Map<string, string[]>();
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    const [marked, end, name = ''] = mark.exec(line) ?? [];
    if (marked === undefined) {
      all.push(line);
      for (const lines of open.values()) lines.push(line);
    } else if (end === undefined) {
      if (open.has(name) || closed.has(name)) throw new Error(`has two regions "${name}"`);
      open.set(name, []);
    } else {
      const lines = open.get(name);
      if (!lines) throw new Error(`ends a region "${name}" that does not begin`);
      open.delete(name);
      closed.set(name, lines);
    }
  }
  const [unclosed] = open.keys();
  if (unclosed !== undefined) throw new Error(`has a region "${unclosed}" without an end`);
  return new Map([['', all] as const, ...closed].map(([name, lines]) => [name, dedent(lines)]));
}

/** Without the indentation that all lines share, and without empty lines at both ends. */
function dedent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .replaceAll(/^(?:\s*\n)+|\s+$/g, '');
}
