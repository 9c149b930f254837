export {
  createProxyHandler,
  type Authorize,
  type BatchStatusSource,
  type ProxyOptions,
} from '@batch-status/client-core';
export { createProxyListener, type ProxyListener } from './proxy-listener.ts';
