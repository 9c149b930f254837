import { chunksSuite } from './chunks-suite.ts';

chunksSuite(80);
