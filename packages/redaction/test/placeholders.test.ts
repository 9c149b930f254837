import { standInsSuite } from './placeholders-suite.ts';

standInsSuite(1);
