/**
 * Returns all text that a logger could print for a value: the text in its members and in those of its
 * structured clone, and the output of the runtime's `inspect`, if it has one.
 */
export const everythingIn = (value: unknown): string =>
  [value, cloneOf(value)].flatMap((each) => [...inspections(each), membersIn(each)]).join('\n');

/** The value as another thread or window receives it, or `undefined` if it cannot be sent. */
function cloneOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

/**
 * Returns all text in a value at any depth: names and values of its own members, including
 * non-enumerable and symbol members; inherited members that `for…in` visits; results of getters;
 * entries of maps and sets; bytes as text; and the value as JSON and as a string.
 */
export function membersIn(value: unknown): string {
  const found: string[] = [];
  collect(value, new Set(), found);
  return found.join('\n');
}

function collect(value: unknown, seen: Set<object>, found: string[]): void {
  if (!isObject(value)) {
    found.push(String(value));
    return;
  }
  if (seen.has(value)) return;
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    found.push(textOf(value));
    return;
  }
  found.push(
    attempt(() => JSON.stringify(value)) ?? '',
    attempt(() => String(value as unknown)) ?? '',
  );
  if (value instanceof ArrayBuffer) found.push(textOf(new Uint8Array(value)));
  if (value instanceof Map || value instanceof Set) collect([...value], seen, found);
  for (const name of namesIn(value)) {
    collect(name, seen, found);
    collect(
      attempt(() => Reflect.get(value, name)),
      seen,
      found,
    );
  }
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

function namesIn(value: object): Set<string | symbol> {
  const names = new Set<string | symbol>(Reflect.ownKeys(value));
  // Loggers that copy an error visit these too.
  for (const name in value) names.add(name);
  return names;
}

/** Returns `undefined` if a getter throws: its error is not part of the value. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const textOf = (view: ArrayBufferView): string =>
  new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));

type Inspect = (value: unknown, options: object) => string;

interface Runtime {
  process?: { getBuiltinModule?: (name: string) => { inspect?: Inspect } | undefined };
  Deno?: { inspect?: Inspect };
  Bun?: { inspect?: Inspect };
}

const inspectOptions = {
  depth: Infinity,
  getters: true,
  maxArrayLength: Infinity,
  maxStringLength: Infinity,
  showHidden: true,
};

/** What `console.error` and similar functions would print without limits. */
function inspections(value: unknown): string[] {
  const { process, Deno, Bun } = globalThis as Runtime;
  const node = process?.getBuiltinModule?.('node:util');
  return [node, Deno, Bun].flatMap((runtime) =>
    runtime?.inspect ? [runtime.inspect(value, inspectOptions)] : [],
  );
}
