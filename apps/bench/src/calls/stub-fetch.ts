import contract from '@batch-status/spec/openapi.json' with { type: 'json' };

const { get } = contract.paths['/v1/api/batch-calls/{batchId}/status'];
const example = get.responses['200'].content['application/json'].examples.processing.value;
const body = new TextEncoder().encode(JSON.stringify(example));

/** Replaces `fetch` by one that responds at once with the example of the reference page. */
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
