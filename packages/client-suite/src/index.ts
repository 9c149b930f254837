export { describeClient, describeTransport } from './describe-client.ts';
export { describeSearch } from './describe-search.ts';
export { everythingIn } from './everything-in.ts';
export type { ClientUnderTest } from './suite.ts';
export type { Fault } from './faults.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the fault server of `global-setup.ts` listens. */
    faultServerUrl: string;
  }
}
