import { securityHeaders } from '@batch-status/spec';

/** On every response, including errors. Without them, a page cannot even read the status. */
export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Retry-After',
} as const;

export const allowedMethods = 'GET, HEAD, OPTIONS';

/** On the response to a preflight. Browsers shorten the maximum age to their own limit. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  ...corsHeaders,
  'Access-Control-Allow-Methods': allowedMethods,
  'Access-Control-Allow-Headers': [...Object.values(securityHeaders), 'if-none-match'].join(', '),
  'Access-Control-Max-Age': '86400',
  Allow: allowedMethods,
};
