import type { IncomingMessage, ServerResponse } from 'node:http';
import { goodBatch } from '@batch-status/loopback/batches';

/** Responds to a request. `nth` is its number among the requests for the same batch, from 1. */
export type Respond = (response: ServerResponse, nth: number, request: IncomingMessage) => void;

export const send = (
  response: ServerResponse,
  status: number,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
};

export const json = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers?: Record<string, string>,
): void => send(response, status, JSON.stringify(value), headers);

export const good = (response: ServerResponse, headers?: Record<string, string>): void =>
  json(response, 200, goodBatch, headers);

export const refusal =
  (status: number, headers?: Record<string, string>): Respond =>
  (response) =>
    json(response, status, { error: `Refused with ${status}` }, headers);

export const body =
  (text: string, headers?: Record<string, string>): Respond =>
  (response) =>
    send(response, 200, text, headers);

export const batch = (members: object): Respond =>
  body(JSON.stringify({ ...goodBatch, ...members }));

export const refusedAtFirst =
  (times: number, status: number, headers?: Record<string, string>): Respond =>
  (response, nth, request) =>
    nth <= times ? refusal(status, headers)(response, nth, request) : good(response);
