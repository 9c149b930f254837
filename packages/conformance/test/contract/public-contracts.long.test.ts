import { describePublicContracts } from './describe-public-contracts.ts';

describePublicContracts(() => true);
