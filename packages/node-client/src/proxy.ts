/**
 * Proxies between web pages and the service, for `node:http`, Express, and servers that answer a `Request`
 * with a `Response`. The key stays on the server.
 *
 * @packageDocumentation
 */

export {
  createProxyHandler,
  type Authorize,
  type BatchStatusSource,
  type ProxyOptions,
} from '@batch-status/client-core';
export { createProxyListener, type ProxyListener } from './proxy-listener.ts';
