import { stripVTControlCharacters } from 'node:util';
import { isBatchStatusError, maskPhoneNumbers } from '@batch-status/node';
import { printable } from '../text/printable.ts';

/** The details for `--debug`: a line about the call, and a line for each cause. */
export const describeCauses = (error: unknown, secrets: readonly string[]): string[] => [
  ...factsOf(error),
  ...causesOf(error, secrets),
];

function factsOf(error: unknown): string[] {
  if (!isBatchStatusError(error)) return [];
  const { code, status, attempts, retryAfter } = error;
  const facts = [
    `code ${code}`,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(attempts === undefined ? [] : [`requests ${attempts}`]),
    ...(retryAfter === undefined ? [] : [`asked to wait ${retryAfter} ms`]),
  ];
  return [`  ${facts.join(', ')}`];
}

/** From the nearest cause to the root; an `AggregateError` has several. */
function causesOf(error: unknown, secrets: readonly string[]): string[] {
  if (!(error instanceof Error)) return [];
  const { cause, errors = [] } = error as { cause?: unknown; errors?: unknown[] };
  return [...(cause === undefined ? [] : [cause]), ...errors].flatMap((each) => [
    `  caused by ${describeCause(each, secrets)}`,
    ...causesOf(each, secrets),
  ]);
}

function describeCause(cause: unknown, secrets: readonly string[]): string {
  if (!(cause instanceof Error)) return typeof cause;
  const { code, syscall, hostname, address, port } = cause as NodeJS.ErrnoException & {
    hostname?: string;
    address?: string;
    port?: number;
  };
  const name = code === undefined ? cause.name : `${cause.name} ${code}`;
  const peer = port === undefined ? address : `${address}:${port}`;
  // Not the message: the IP address in it would be masked, because it looks like a phone number.
  const what = syscall
    ? [syscall, peer ?? hostname].join(' ')
    : printable(mask(cause.message, secrets));
  return `${name}: ${what.trim()}`;
}

/** Messages of the platform can quote a header, and with it the key. */
function mask(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
  return maskPhoneNumbers(stripVTControlCharacters(clean));
}
