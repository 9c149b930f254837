export { listenOnLoopback, unreachableUrl, type LoopbackServer } from './listen-on-loopback.ts';
