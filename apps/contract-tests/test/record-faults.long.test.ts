import { recordFaultsSuite } from './record-faults-suite.ts';

recordFaultsSuite(50);
