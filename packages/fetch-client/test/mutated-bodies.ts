/** Texts that have broken JSON parsers. */
const fragments = [
  '1e400',
  '-0',
  '9007199254740993',
  'null',
  'true',
  '[]',
  '{}',
  '"\\u0000"',
  '"\\ud800"',
  '{"__proto__":{"polluted":true}}',
  '"__proto__":1,',
  '"constructor":{"prototype":{}},',
  '[['.repeat(500),
  '\uFEFF',
  '\n',
  '"',
  ',',
  ':',
  '}',
  '<!doctype html>',
];

const encoder = new TextEncoder();

/** A mutated body: changed bytes, or changed values and members. */
export function mutate(body: unknown, random: () => number): Uint8Array<ArrayBuffer> {
  const below = (end: number): number => Math.floor(random() * end);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  const bytes = encoder.encode(random() < 0.5 ? JSON.stringify(changed(body)) : text());
  for (let flips = random() < 0.3 ? below(4) : 0; flips > 0; flips--) {
    bytes[below(bytes.length)] = below(256);
  }
  return random() < 0.1 ? bytes.subarray(0, below(bytes.length)) : bytes;

  function text(): string {
    const whole = JSON.stringify(body);
    const from = below(whole.length);
    return whole.slice(0, from) + pick(fragments) + whole.slice(from + below(12));
  }

  /** Replaces, removes, or duplicates values. */
  function changed(value: unknown): unknown {
    if (random() < 0.06) return pick([null, -1, 0.5, 2 ** 53, '', 'x', [], {}, [value], undefined]);
    if (Array.isArray(value))
      return value.flatMap((item) => (random() < 0.1 ? [item, 7] : [changed(item)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item)]));
  }
}

/** A response of a healthy or a broken server. */
export function answerWith(bytes: Uint8Array<ArrayBuffer>, random: () => number): Response {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const status = pick([200, 200, 200, 200, 200, 200, 201, 204, 304, 400, 401, 404, 429, 500, 502]);
  const headers = new Headers({
    'content-type': pick(['application/json', 'text/html', '', 'x/y']),
  });
  if (random() < 0.1) headers.set('retry-after', String(Math.floor(random() * 1e12)));
  return new Response(status === 204 || status === 304 ? null : bytes, { status, headers });
}
