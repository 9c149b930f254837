import { standInsSuite } from './stand-ins-suite.ts';

standInsSuite(1);
