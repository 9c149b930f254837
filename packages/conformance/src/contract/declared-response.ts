import { isObject, pointerTo } from '@batch-status/json-schema';

import { membersAt, type Contract } from './contract.ts';
import { declaredFor, isJson, mediaTypeOf } from '../exchange/media-type.ts';
import { operationsOf, type Operation } from './operation.ts';

/** What a contract says about the responses of an operation with some status. */
export interface DeclaredResponse {
  /** What to call it: `200 of GET /things`. */
  name: string;
  /** What to call its body. */
  bodyName: string;
  /** As the contract writes it: `200`, `4XX`, `default`. */
  status: string;
  /** Where the operation has it, be it a reference. */
  at: string;
  /** Where it is written. */
  pointer: string;
  headers: DeclaredHeader[];
  content: DeclaredContent[];
}

export interface DeclaredHeader {
  /** As the contract writes it. */
  name: string;
  /** The same in lower case. */
  key: string;
  required: boolean;
  pointer: string;
  /** The media type of its value; `undefined` if it is in OpenAPI's style `simple`. */
  type: string | undefined;
  /** Where its schema is; `undefined` if it has none. */
  schema: string | undefined;
}

export interface DeclaredContent {
  /** A media type, or a range of them, as the contract writes it. */
  type: string;
  pointer: string;
  /** Where its schema is; `undefined` if it has none. */
  schema: string | undefined;
}

const known = new WeakMap<Operation, Map<number, DeclaredResponse | undefined>>();

/** The response that is declared for a status: by itself, by its range, or by default. */
export function declaredResponse(
  contract: Contract,
  operation: Operation,
  status: number,
): DeclaredResponse | undefined {
  const responses = known.get(operation) ?? new Map<number, DeclaredResponse | undefined>();
  known.set(operation, responses);
  if (!responses.has(status)) responses.set(status, find(contract, operation, status));
  return responses.get(status);
}

/** What the content type of a response says, beside what is declared. */
export interface SentContent {
  /** `type/subtype`; `undefined` if there is none. */
  mediaType: string | undefined;
  isJson: boolean;
  declared: DeclaredContent | undefined;
}

const sent = new WeakMap<DeclaredResponse, Map<string, SentContent>>();
/** A server has few content types, but might put anything there. */
const mostRemembered = 100;

export function sentContent(response: DeclaredResponse, contentType: string): SentContent {
  let remembered = sent.get(response);
  if (!remembered) sent.set(response, (remembered = new Map()));
  const before = remembered.get(contentType);
  if (before) return before;
  const mediaType = mediaTypeOf(contentType);
  const content = {
    mediaType,
    isJson: isJson(contentType),
    declared: declaredFor(response.content, contentType),
  };
  if (remembered.size < mostRemembered) remembered.set(contentType, content);
  return content;
}

/** Every response that an operation declares. */
export function declaredResponses(contract: Contract, operation: Operation): DeclaredResponse[] {
  return membersAt(contract, pointerTo(operation.pointer, 'responses')).map(([status, at]) =>
    responseAt(contract, operation, status, status, at),
  );
}

/** The names of the response headers that a check reads, in lower case. */
export function checkedHeaders(contract: Contract): ReadonlySet<string> {
  const declared = operationsOf(contract).flatMap((operation) =>
    declaredResponses(contract, operation).flatMap(({ headers }) => headers.map(({ key }) => key)),
  );
  return new Set(['content-type', 'content-encoding', ...declared]);
}

function find(
  contract: Contract,
  operation: Operation,
  status: number,
): DeclaredResponse | undefined {
  const declared = new Map(membersAt(contract, pointerTo(operation.pointer, 'responses')));
  const keys = [String(status), `${String(status)[0]}XX`, 'default'];
  const key = keys.find((one) => declared.has(one));
  if (key === undefined) return undefined;
  return responseAt(contract, operation, shownStatus(status), key, declared.get(key)!);
}

/** What is no status is not printed: it may be anything. */
export function shownStatus(status: number): string {
  return status >= 100 && status <= 599 ? String(status) : 'no status of HTTP';
}

function responseAt(
  contract: Contract,
  { method, path }: Operation,
  sentStatus: string,
  status: string,
  at: string,
): DeclaredResponse {
  const { pointer } = contract.resolve(at);
  const title = `${sentStatus} of ${method} ${path}`;
  return {
    name: title,
    bodyName: `body of the ${title}`,
    status,
    at,
    pointer,
    headers: membersAt(contract, pointerTo(pointer, 'headers')).flatMap(([name, header]) => {
      // Of this one, OpenAPI says, the content alone speaks.
      const key = name.toLowerCase();
      if (key === 'content-type') return [];
      const { value, pointer: place } = contract.resolve(header);
      const required = isObject(value) && value['required'] === true;
      const [content] = membersAt(contract, pointerTo(place, 'content'));
      const [type, media] = content ?? [undefined, place];
      return [{ name, key, required, pointer: place, type, schema: schemaAt(contract, media) }];
    }),
    content: membersAt(contract, pointerTo(pointer, 'content')).map(([type, media]) => ({
      type,
      pointer: media,
      schema: schemaAt(contract, contract.resolve(media).pointer),
    })),
  };
}

function schemaAt(contract: Contract, pointer: string): string | undefined {
  const schema = pointerTo(pointer, 'schema');
  return contract.at(schema) === undefined ? undefined : schema;
}
