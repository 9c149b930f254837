/** An example in TypeScript. */
export interface Example {
  /** Its file, by its path from the root of the repository. */
  file: string;
  /** The line of its first line in the file. */
  line: number;
  code: string;
}

/** Every TypeScript example of a text: fenced in Markdown, or fenced in a docstring. */
export function examplesInText(file: string, text: string): Example[] {
  const fence = /^( \* )?```ts\n([\s\S]*?)^(?: \* )?```/gm;
  const docstrings = file.endsWith('.ts') ? text.replaceAll(/^ +\* ?/gm, ' * ') : text;
  return [...docstrings.matchAll(fence)].map(({ index, 1: star, 2: code = '' }) => ({
    file,
    line: docstrings.slice(0, index).split('\n').length + 1,
    code: star ? code.replaceAll(/^ \* /gm, '') : code,
  }));
}
