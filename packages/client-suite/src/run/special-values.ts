/** Replaces the special values in options, and `{server}` and `{tls}` in texts. Arrays and objects are copied. */
export function fromJson(value: unknown, serverUrl: string): unknown {
  if (typeof value === 'string')
    return value
      .replace('{server}', serverUrl)
      .replace('{tls}', serverUrl.replace('http:', 'https:'));
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => fromJson(each, serverUrl));
  const { $value, $returns, $throws } = value as Record<string, unknown>;
  if (typeof $value === 'string') return specialValue($value);
  if (Array.isArray($returns)) {
    let called = 0;
    return () => fromJson($returns[called++ % $returns.length], serverUrl);
  }
  if (typeof $throws === 'string') {
    return () => {
      throw new Error($throws);
    };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, fromJson(member, serverUrl)]),
  );
}

const makers: Record<string, () => unknown> = {
  undefined: () => undefined,
  Infinity: () => Infinity,
  NaN: () => Number.NaN,
  'an AbortController': () => new AbortController(),
};

function specialValue(name: string): unknown {
  if (!Object.hasOwn(makers, name)) throw new Error(`The special value ${name} is unknown.`);
  return makers[name]!();
}
