import contract from '@batch-status/spec/openapi.json' with { type: 'json' };

const { get } = contract.paths['/v1/api/batch-calls/{batchId}/status'];
const example = get.responses['200'].content['application/json'].examples.processing.value;
const body = new TextEncoder().encode(JSON.stringify(example));

/** Puts a `fetch` in place that answers at once with the reference page's example. */
export function stubFetch(): Disposable {
  const { fetch } = globalThis;
  globalThis.fetch = () =>
    Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
  return {
    [Symbol.dispose]: () => {
      globalThis.fetch = fetch;
    },
  };
}
