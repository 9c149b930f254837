import { recordFaultsSuite } from './faults-suite.ts';

recordFaultsSuite(50);
