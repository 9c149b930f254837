/**
 * A proxy between web pages and the service, for servers that answer a `Request` with a `Response`. The key
 * stays on the server.
 *
 * @packageDocumentation
 */

export {
  createProxyHandler,
  type Authorize,
  type BatchStatusSource,
  type ProxyOptions,
} from '@batch-status/client-core';
