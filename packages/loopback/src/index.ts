export { freePort } from './free-port.ts';
export { listenOnLoopback, unreachableUrl, type LoopbackServer } from './listen-on-loopback.ts';
