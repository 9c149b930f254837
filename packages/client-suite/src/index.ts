export { describeClient, describeTransport } from './describe-client.ts';
export { describeSearch } from './describe-search.ts';
export { everythingIn } from './everything-in.ts';
export { hostileValues } from './hostile-values.ts';
export { StillClock } from './still-clock.ts';
export type { ClientUnderTest } from './suite.ts';
export type { Fault } from './faults/faults.ts';
export type { TlsFault } from './faults/tls-servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of the fault server that `global-setup.ts` starts. */
    faultServerUrl: string;
  }
}
