import { describeSteadyTerminal } from './steady.ts';

describeSteadyTerminal(1);
describeSteadyTerminal(5);
