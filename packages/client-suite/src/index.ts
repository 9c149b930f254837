export { describeClient, type ClientUnderTest } from './describe-client.ts';
export { startFaultServer, type FaultServer, type SeenRequest } from './fault-server.ts';
export { goodBatch, plantedPhoneNumber, type Fault } from './faults.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the fault server of `global-setup.ts` listens. */
    faultServerUrl: string;
  }
}
