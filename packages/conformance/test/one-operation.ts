import { checkExchange, parseContract, type Contract, type Finding } from '../src/index.ts';
import { exchange } from './exchanges.ts';

const url = 'http://h/a';

/** A contract with the operation `GET /a`, whose responses are these. */
export function contractOf(responses: object, components: object = {}): Contract {
  const paths = { '/a': { get: { responses } } };
  return parseContract(JSON.stringify({ openapi: '3.1.0', paths, components }), 'a.json');
}

/** A contract whose response 200 is JSON with this schema. */
export function contractWith(schema: unknown, schemas: object = {}): Contract {
  const content = { 'application/json': { schema } };
  return contractOf({ '200': { content } }, { schemas });
}

/** @param body A text is sent as it is. */
export function findingsOf(contract: Contract, body: unknown, strict = false): Finding[] {
  return checkExchange(contract, exchange({ url, body }), { strict });
}

const start = 'The body of the 200 of GET /a: ';

/** The messages about a body, without the words that they all start with. */
export function messagesOf(contract: Contract, body: unknown, strict = false): string[] {
  return findingsOf(contract, body, strict).map(({ message }) => {
    if (!message.startsWith(start)) throw new Error(`The message starts otherwise: ${message}`);
    return message.slice(start.length);
  });
}
