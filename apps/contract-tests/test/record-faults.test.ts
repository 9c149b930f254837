import { recordFaultsSuite } from './record-faults-suite.ts';

recordFaultsSuite(1);
