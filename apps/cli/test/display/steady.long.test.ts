import { describeSteadyTerminal } from './steady.ts';

describeSteadyTerminal(50);
