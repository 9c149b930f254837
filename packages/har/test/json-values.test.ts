import { jsonValuesSuite } from './json-values-suite.ts';

jsonValuesSuite(1);
