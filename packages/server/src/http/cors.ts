import { securityHeaders } from '@batch-status/spec';

/** On every response to a page, including errors. Without them, it cannot even read the status. */
export const corsHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Retry-After',
};

export const allowedMethods = 'GET, HEAD, OPTIONS';

/** On the response to OPTIONS. */
export const optionsHeaders: Readonly<Record<string, string>> = { Allow: allowedMethods };

/** On the response to a preflight. Browsers shorten the maximum age to their own limit. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  ...corsHeaders,
  ...optionsHeaders,
  'Access-Control-Allow-Methods': allowedMethods,
  'Access-Control-Allow-Headers': [...Object.values(securityHeaders), 'if-none-match'].join(', '),
  'Access-Control-Max-Age': '86400',
};
