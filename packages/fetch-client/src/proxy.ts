export {
  createProxyHandler,
  type Authorize,
  type BatchStatusSource,
  type ProxyOptions,
} from '@batch-status/client-core';
