import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import type * as ResponseValidators from 'openapi-response-validator';

import type { HarEntry } from './har.ts';

// Vitest and Node disagree about the default export of a CommonJS module.
const require = createRequire(import.meta.url);

/** Whether a peer reports an exchange. */
export type Objects = (entry: HarEntry) => Promise<boolean>;

/**
 * Peers that check one exchange, used as their documentation shows. Each is loaded when it is
 * needed.
 *
 * @param contract A JSON file that contains the whole contract.
 */
export const peers: Record<string, (contract: string) => Promise<Objects>> = {
  '@pactflow/openapi-pact-comparator': pactComparator,
  'openapi-response-validator': responseValidator,
  Prism: prism,
};

interface Contract {
  paths: Record<string, { get: { responses: Record<string, Responded> } }>;
  components: { responses: Record<string, Responded>; schemas: object };
}

interface Responded {
  $ref?: string;
  content?: { 'application/json'?: { schema: object } };
}

/** Turns an exchange into an interaction of a Pact: the response is what a consumer expects. */
async function pactComparator(contract: string): Promise<Objects> {
  // TypeScript does not find the types of this package.
  const { Comparator } = (await import('@pactflow/openapi-pact-comparator')) as unknown as {
    Comparator: new (options: { oas: unknown }) => {
      compare: (pact: object) => AsyncIterable<{ type: string }>;
    };
  };
  const comparator = new Comparator({ oas: JSON.parse(await readFile(contract, 'utf8')) });
  return async ({ request, response }) => {
    const body = bodyOf(response);
    const interaction = {
      description: 'recorded',
      request: {
        method: request.method,
        path: new URL(request.url).pathname,
        headers: headersOf(request),
      },
      response: {
        status: response.status,
        // A consumer would not state the others, and the comparator reports undeclared ones.
        headers: { 'content-type': headersOf(response)['content-type'] ?? '' },
        ...(body === undefined ? {} : { body }),
      },
    };
    const pact = {
      consumer: { name: 'recording' },
      provider: { name: 'recorded' },
      interactions: [interaction],
      metadata: { pactSpecification: { version: '2.0.0' } },
    };
    for await (const { type } of comparator.compare(pact)) if (type === 'error') return true;
    return false;
  };
}

/** It knows only statuses and schemas, so a response without a schema passes if its status is declared. */
async function responseValidator(contract: string): Promise<Objects> {
  const { paths, components } = JSON.parse(await readFile(contract, 'utf8')) as Contract;
  const [{ get }] = Object.values(paths) as [Contract['paths'][string]];
  const responses = Object.fromEntries(
    Object.entries(get.responses).map(([status, response]) => {
      const { content } = response.$ref
        ? components.responses[response.$ref.split('/').at(-1)!]!
        : response;
      return [status, { schema: content?.['application/json']?.schema }];
    }),
  );
  const { default: Validator } =
    require('openapi-response-validator') as typeof ResponseValidators.default;
  const validator = new Validator({ responses, components } as never);
  return async ({ response }) => {
    const { status } = response;
    const range = `${String(status)[0]}XX`;
    const declared = String(status) in responses ? String(status) : range;
    if (responses[declared] && !responses[declared].schema) return false;
    return validator.validateResponse(declared, bodyOf(response)) !== undefined;
  };
}

/** A proxy whose upstream returns the recorded response, without a network. */
async function prism(contract: string): Promise<Objects> {
  const { createInstance, getHttpOperationsFromSpec } = await import('@stoplight/prism-http');
  const operations = await getHttpOperationsFromSpec(contract);
  let recorded: object = {};
  const silent = (): object => logger;
  const logger = {
    child: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    success: silent,
  };
  const instance = createInstance(
    {
      isProxy: true,
      upstream: new URL('http://127.0.0.1'),
      checkSecurity: false,
      validateRequest: false,
      validateResponse: true,
      errors: false,
      mock: { dynamic: false },
    } as never,
    {
      logger,
      forward: () => () => async () => ({ _tag: 'Right', right: recorded }),
    } as never,
  );
  return async ({ request, response }) => {
    recorded = {
      statusCode: response.status,
      headers: headersOf(response),
      body: bodyOf(response),
    };
    const { pathname } = new URL(request.url);
    const result = await instance.request(
      {
        method: request.method.toLowerCase(),
        url: { path: pathname },
        headers: headersOf(request),
      } as never,
      operations,
    )();
    if ('left' in result) return true;
    return result.right.validations.output.some(({ severity }) => (severity as number) === 0);
  };
}

/** Parsed if it is JSON, or else as text. */
function bodyOf({ content }: HarEntry['response']): unknown {
  const { text } = content;
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function headersOf({ headers }: Pick<HarEntry['request'], 'headers'>): Record<string, string> {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));
}
