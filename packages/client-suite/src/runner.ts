export {
  runsIn,
  titleOf,
  type ClientName,
  type LocatedCase,
  type RuntimeName,
} from './cases/case.ts';
export { readCases } from './cases/read-cases.ts';
export { startFaultServer } from './faults/fault-server.ts';
