/**
 * All text that a logger could make of a value: what its members hold, and what the runtime's own
 * `inspect` says where it has one.
 */
export const everythingIn = (value: unknown): string =>
  [...inspections(value), membersIn(value)].join('\n');

/**
 * All text in a value, however deep it lies: names and values of its own members, hidden and
 * symbolic ones too, and of those that it inherits and `for…in` meets; what getters return; entries
 * of maps and sets; bytes as text; and what it is as JSON and as a string.
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
  // Loggers that copy an error meet these too.
  for (const name in value) names.add(name);
  return names;
}

/** A getter may throw, and what it throws is not what the value holds. */
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

/** What `console.error` and its like would print, were they to print all of it. */
function inspections(value: unknown): string[] {
  const { process, Deno, Bun } = globalThis as Runtime;
  const node = process?.getBuiltinModule?.('node:util');
  return [node, Deno, Bun].flatMap((runtime) =>
    runtime?.inspect ? [runtime.inspect(value, inspectOptions)] : [],
  );
}
